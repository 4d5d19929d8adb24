import { expect } from "chai";
import fc from "fast-check";
import type { CompareOptions, StageInput } from "../../../../core/parity/index.ts";
import { compareStages, parseState } from "../../../../core/parity/index.ts";
import { caseNames, readCase } from "../corpus.ts";
import { secret, toDeployment } from "../short-state.ts";
import { indented, look } from "./indented.ts";
import { randomStages } from "./random-stages.ts";

/** The report as bytes, from parsed exports. */
function full(options: CompareOptions): string {
  return JSON.stringify(compareStages(options));
}

/** The report as bytes, from exports that are looked at. */
function looked(options: CompareOptions): string {
  const stages = options.stages.map((stage, position): StageInput => {
    const deployment = look(indented(stage.deployment), position % 2 === 0);
    if (!deployment) throw new Error(`the export of ${stage.name} was not read`);
    return { ...stage, deployment };
  });
  return JSON.stringify(compareStages({ ...options, stages }));
}

function options(stages: readonly StageInput[], more: Partial<CompareOptions> = {}): CompareOptions {
  return { stages, source: "state", today: "2026-11-24", generatedAt: "2026-11-24T08:00:00Z", ...more };
}

describe("a look at the bytes", () => {
  for (const file of caseNames()) {
    const { about, options: given } = readCase(file);
    it(`reports ${file} as a full comparison does: ${about}`, () => {
      expect(looked(given)).to.equal(full(given));
    });
  }

  it("knows no word that may be a part of a longer one", () => {
    const stage = (name: string, aliases: readonly string[], value: string): StageInput => ({
      name,
      aliases,
      deployment: toDeployment(name, [{ is: "Queue::q", inputs: { name: value, other: value } }]),
    });
    // In prod `prod-eu` is the other stage's name, not its own with `-eu` behind it.
    const stages = [stage("prod", [], "x-prod-eu"), stage("prod-eu", ["live"], "x-live-eu")];
    expect(looked(options(stages))).to.equal(full(options(stages)));
    expect(looked(options(stages))).to.include("parity/");
  });

  it("looks at policies in many stages, whose exports are larger than what is looked at at once", () => {
    const count = 12;
    const stages = Array.from({ length: count }, (_, index): StageInput => {
      const name = `stage${index}`;
      const policy = (id: number) =>
        JSON.stringify({ Statement: Array.from({ length: 12 }, (_each, at) => ({ Resource: `${name}-${id}-${at}` })) });
      const resources = Array.from({ length: 300 }, (_each, id) => ({
        is: `Policy::p${id}`,
        inputs: { policy: id === 250 && index === count - 1 ? policy(3) : policy(id), name: `${name}-${id}` },
      }));
      return { name, deployment: toDeployment(name, resources) };
    });
    expect(looked(options(stages))).to.equal(full(options(stages)));
    expect(looked(options(stages))).to.include("parity/different-value");
  }).timeout(60_000);

  it("compares secrets that Vercel shows to everybody", () => {
    const stage = (name: string): StageInput => ({
      name,
      deployment: toDeployment(name, [
        { is: "VercelVariable::A", inputs: { sensitive: false, value: secret({ plaintext: `"${name} x"` }) } },
        { is: "VercelVariable::B", inputs: { sensitive: true, value: secret({ plaintext: `"${name} x y"` }) } },
        { is: "VercelVariable::C", inputs: { sensitive: false, value: secret({ plaintext: `"${name.length}"` }) } },
      ]),
    });
    const stages = [stage("dev"), stage("prod")];
    expect(looked(options(stages))).to.equal(full(options(stages)));
    expect(looked(options(stages))).to.include("parity/different-value");
  });

  it("reports random stages as a full comparison does", () => {
    fc.assert(
      fc.property(randomStages, (stages) => {
        expect(looked(options(stages))).to.equal(full(options(stages)));
      }),
      { numRuns: Number(process.env["PARITY_RUNS"] ?? 1500) },
    );
  }).timeout(120_000);

  it("never takes what is no JSON for an export, and reads what was edited as it is", () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 3 }),
      insert: fc.constantFrom(
        "",
        " ",
        "\n",
        '"',
        "\\",
        ",",
        "{",
        "}",
        "[",
        "]",
        ":",
        "0",
        "x",
        "dev",
        '"a": 1,\n',
        "\\u0064",
        "\t",
        "é",
        "null",
      ),
    });
    fc.assert(
      fc.property(randomStages, fc.array(edit, { minLength: 1, maxLength: 2 }), (stages, edits) => {
        const [first, ...others] = stages;
        const text = edits.reduce((written, { at, remove, insert }) => {
          const position = Math.floor(at * written.length);
          return written.slice(0, position) + insert + written.slice(position + remove);
        }, indented(first?.deployment));
        const deployment = look(text);
        if (!deployment || !first) return;
        const state = parseState(text);
        if (!state.ok) throw new Error(`accepted what ${state.reason}`);
        const rest = others.map((stage) => ({ ...stage, deployment: look(indented(stage.deployment)) }));
        const parsed = [{ ...first, deployment: state.deployment }, ...others];
        expect(JSON.stringify(compareStages(options([{ ...first, deployment }, ...rest])))).to.equal(
          full(options(parsed)),
        );
      }),
      { numRuns: Number(process.env["PARITY_RUNS"] ?? 1500) },
    );
  }).timeout(120_000);
});
