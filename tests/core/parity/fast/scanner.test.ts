import { expect } from "chai";
import { memorySource } from "../../../../core/parity/fast/byte-source.ts";
import { scanExport } from "../../../../core/parity/fast/scanned-export.ts";
import { parseState } from "../../../../core/parity/index.ts";
import { toDeployment } from "../short-state.ts";
import { indented, look } from "./indented.ts";

const EXPORT = indented(
  toDeployment("dev", [
    { is: "Queue::q", id: "q-id", inputs: { text: "a", number: 1, list: ["x", "y"], map: { key: null } } },
    { is: "Table::t", inputs: { queue: "q-id" }, outputs: { arn: "arn:aws:x" }, from: { queue: ["Queue::q"] } },
  ]),
);

/** What stands in the export, and what is written in its place. */
const BROKEN: Readonly<Record<string, readonly [string, string]>> = {
  "a comma before a closing brace": ['"key": null', '"key": null,'],
  "a comma before a closing bracket": ['"y"', '"y",'],
  "no comma": ['"text": "a",', '"text": "a"'],
  "a bracket that closes a brace": ['"key": null\n                    }', '"key": null\n                    ]'],
  "a text without an end": ['"text": "a"', '"text": "a'],
  "a control character in a text": ['"text": "a"', '"text": "\t"'],
  "an unknown escape": ['"text": "a"', '"text": "\\x41"'],
  "an escape that ends too early": ['"text": "a"', '"text": "\\u00e"'],
  "a number with a leading zero": ['"number": 1', '"number": 01'],
  "a number without digits": ['"number": 1', '"number": -'],
  "a fraction without digits": ['"number": 1', '"number": 1.'],
  "an exponent without digits": ['"number": 1', '"number": 1e+'],
  "a word that is none": ['"number": 1', '"number": nul'],
  "no colon": ['"number": 1', '"number" 1'],
  "no value": ['"number": 1', '"number": '],
  "a key without quotes": ['"number": 1', "number: 1"],
  "text after the end": ['"manifest"', '}"manifest"'],
};

const OTHER_FORM: Readonly<Record<string, readonly [string, string]>> = {
  "another indentation": ['    "text"', '   "text"'],
  "an escape that hides a letter": ['"text": "a"', '"text": "\\u0061"'],
  "a resource without a URN": ['"urn": "urn:pulumi:dev::app::aws:sqs/queue:Queue::q"', '"other": "x"'],
  "a URN that is none": ['"urn": "urn:pulumi:dev::app::aws:sqs/queue:Queue::q"', '"urn": "q"'],
  "a member that stands twice": ['"custom": true,', '"custom": true,\n                "custom": true,'],
  "a flag of the wrong kind": ['"custom": true', '"custom": "true"'],
  "an id of the wrong kind": ['"id": "q-id"', '"id": 7'],
  "inputs of the wrong kind": ['"outputs": {}', '"outputs": []'],
  "dependencies of the wrong kind": ['"dependencies": [\n', '"dependencies": [\n                    1,\n'],
  "recorded dependencies of the wrong kind": ['"queue": [\n', '"other": "x",\n                    "queue": [\n'],
  "a newer version": ['"version": 3', '"version": 5'],
};

describe("reading an export by its bytes", () => {
  for (const [name, [from, to]] of Object.entries(BROKEN)) {
    it(`does not accept ${name}`, () => {
      const text = EXPORT.replace(from, to);
      expect(text).to.not.equal(EXPORT);
      expect(parseState(text).ok, "the full path").to.equal(false);
      expect(look(text)).to.equal(null);
    });
  }

  for (const [name, [from, to]] of Object.entries(OTHER_FORM)) {
    it(`leaves ${name} to the full path`, () => {
      const text = EXPORT.replace(from, to);
      expect(text).to.not.equal(EXPORT);
      expect(look(text)).to.equal(null);
    });
  }

  it("leaves compact exports and bare deployments to the full path", () => {
    const written: unknown = JSON.parse(EXPORT);
    expect(look(JSON.stringify(written))).to.equal(null);
    expect(look(indented((written as { deployment: unknown }).deployment))).to.equal(null);
    expect(look("")).to.equal(null);
  });

  it("does not accept an export that ends too early, wherever that is", () => {
    const end = EXPORT.trimEnd().length;
    for (let length = 0; length < end; length += 7) expect(look(EXPORT.slice(0, length)), `${length}`).to.equal(null);
  });

  it("knows every part of a resource as parsing does", () => {
    const state = parseState(EXPORT);
    const read = look(EXPORT);
    if (!state.ok) throw new Error(state.reason);
    const parts = state.deployment.resources.map(
      ({ urn, id, inputs, outputs, dependencies, propertyDependencies }) => ({
        ...{ urn, id, inputs, outputs, dependencies, propertyDependencies },
      }),
    );
    const looked = read?.resources.map(({ urn, id, inputs, outputs, dependencies, propertyDependencies }) => ({
      ...{ urn, id, inputs, outputs, dependencies, propertyDependencies },
    }));
    expect(looked).to.deep.equal(parts);
    expect(read?.resources.map(({ arn }) => arn)).to.deep.equal([undefined, "arn:aws:x"]);
  });

  it("notes the same wherever what is looked at at once ends", () => {
    const source = memorySource(Buffer.from(EXPORT));
    const whole = scanExport(source);
    // From the list's start on, to beyond the last resource.
    const first = EXPORT.indexOf('"resources"') + 40;
    for (let window = first; window < EXPORT.length; window++)
      expect(scanExport(source, true, window), `${window} bytes at once`).to.deep.equal(whole);
  }).timeout(60_000);

  it("reads resources that are larger than what is looked at at once, and many of them", () => {
    const long = "x".repeat(3_000_000);
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      is: `Queue::q${index}`,
      inputs: { text: index === 1_500 ? long : `${index}`.repeat(200) },
    }));
    const read = look(indented(toDeployment("dev", many)));
    expect(read?.resources.length).to.equal(3_000);
    expect(read?.resources[1_500]?.inputs).to.deep.equal({ text: long });
    expect(read?.resources[2_999]?.inputs).to.deep.equal({ text: "2999".repeat(200) });
  });
});
