import { expect } from "chai";
import { parseState, readState } from "../../../core/parity/state.ts";

const urn = "urn:pulumi:dev::app::aws:sqs/queue:Queue::q";
const reasonOf = (text: string) => {
  const state = parseState(text);
  return state.ok ? null : state.reason;
};
const exported = (deployment: unknown, version: unknown = 3) => JSON.stringify({ version, deployment });

describe("reading a state export", () => {
  it("takes versions 3 and 4", () => {
    for (const version of [3, 4]) expect(parseState(exported({ resources: [{ urn }] }, version)).ok).to.equal(true);
  });

  it("takes a deployment alone, and what it returned itself", () => {
    const state = readState({ resources: [{ urn }], pending_operations: [{ resource: { urn }, type: "creating" }] });
    expect(state).to.deep.equal({
      ok: true,
      deployment: { resources: [{ urn }], pending_operations: [{ resource: { urn }, type: "creating" }] },
    });
    if (state.ok) expect(readState(state.deployment)).to.deep.equal(state);
  });

  it("takes a byte order mark and space around the text", () => {
    expect(parseState(`\uFEFF\n${exported({ resources: [{ urn }] })}\n`).ok).to.equal(true);
  });

  it("leaves out pending operations without a urn", () => {
    const state = readState({
      resources: [{ urn }],
      pending_operations: [null, {}, { resource: {} }, { resource: { urn } }],
    });
    expect(state.ok && state.deployment.pending_operations).to.deep.equal([{ resource: { urn }, type: "unknown" }]);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ["nothing", "", "is empty"],
    ["white space", " \n\t ", "is empty"],
    [
      "an error page",
      "\n<!DOCTYPE html><html></html>",
      "is HTML or XML, not a state export (an error page saved by mistake?)",
    ],
    ["an error message", "error: no stack selected", "is not JSON"],
    [
      "a truncated export",
      exported({ resources: [{ urn }] }).slice(0, -9),
      "is not valid JSON: it ends too early (truncated?)",
    ],
    ["broken JSON", '{"version": 3,, "deployment": {}}', "is not valid JSON"],
    ["a list", "[]", "is no state export: expected an object with version and deployment"],
    ["a text", '"x"', "is no state export: expected an object with version and deployment"],
    ["null", "null", "is no state export: expected an object with version and deployment"],
    ["UTF-16", '\uFFFD\uFFFD{\0"\0', "is not UTF-8 text (PowerShell's > writes UTF-16)"],
    ["some other object", '{"name":"app"}', "is no state export: it has neither version nor deployment"],
    [
      "a checkpoint",
      '{"version":3,"checkpoint":{"latest":{}}}',
      "is a checkpoint file of the backend: use the output of pulumi stack export",
    ],
    ["no version", '{"deployment":{}}', "is no state export: it has no version"],
    ["a newer version", exported({}, 5), "is a state export of the newer version 5: versions 3 and 4 can be read"],
    ["an older version", exported({}, 2), "is a state export of version 2: versions 3 and 4 can be read"],
    ["a version in quotes", exported({}, "3"), 'is a state export of version "3": versions 3 and 4 can be read'],
    ["no deployment", '{"version":3,"deployment":null}', "holds no deployment: the stack was never deployed"],
    ["no list of resources", exported({ manifest: {} }), "holds no resources: the stack was never deployed"],
    ["an empty list of resources", exported({ resources: [] }), "holds no resources: the stack was never deployed"],
    [
      "resources that are no list",
      exported({ resources: {} }),
      "is no state export: deployment.resources is not a list",
    ],
    [
      "a resource that is none",
      exported({ resources: [{ urn }, 7] }),
      "has a broken resource: deployment.resources[1] is not an object",
    ],
    [
      "a resource without urn",
      exported({ resources: [{ urn }, { type: "x" }] }),
      "has a broken resource: deployment.resources[1] has no urn",
    ],
    [
      "a resource whose inputs are none",
      exported({ resources: [{ urn, inputs: [] }] }),
      "has a broken resource: deployment.resources[0] has inputs of the wrong kind",
    ],
    [
      "a resource with broken dependencies",
      exported({ resources: [{ urn, propertyDependencies: { a: [urn], b: null, c: [1] } }] }),
      "has a broken resource: deployment.resources[0] has propertyDependencies of the wrong kind",
    ],
    [
      "a resource with a broken urn",
      exported({ resources: [{ urn: "urn:pulumi:dev::app::x" }] }),
      'has a broken resource: deployment.resources[0] has a urn that is none: "urn:pulumi:dev::app::x"',
    ],
  ];
  for (const [what, text, reason] of refused) {
    it(`refuses ${what} in one line`, () => {
      expect(reasonOf(text)).to.equal(reason);
    });
  }

  it("refuses a very long broken urn at once", () => {
    const long = `urn:pulumi:${"a::".repeat(2)}${"x".repeat(200_000)}`;
    expect(reasonOf(exported({ resources: [{ urn: long }] }))).to.have.length.below(200);
  });
});
