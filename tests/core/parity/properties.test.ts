import { expect } from "chai";
import fc from "fast-check";
import type { Finding, Report } from "../../../core/findings/report.ts";
import { type CompareOptions, compareStages } from "../../../core/parity/index.ts";
import { expectValidReport } from "../findings/report-schema.ts";
import { type Model, model, type Planted, plantedIn, renderStage } from "./model.ts";
import { fullChain, type LongStage, type ShortResource, toDeployment } from "./short-state.ts";

const STAGES = ["dev", "staging", "prod"];

function compare(stages: Readonly<Record<string, unknown>>, more: Partial<CompareOptions> = {}): Report {
  return compareStages({
    stages: Object.entries(stages).map(([name, deployment]) => ({ name, deployment })),
    source: "state",
    today: "2026-11-24",
    generatedAt: "2026-11-24T08:00:00Z",
    ...more,
  });
}

function render(resources: Model, names: readonly string[]): Record<string, ReturnType<typeof renderStage>> {
  return Object.fromEntries(names.map((name) => [name, renderStage(resources, name)]));
}

function deploy(stages: Readonly<Record<string, LongStage>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, toDeployment(name, stage)]));
}

/** Stages with the differences planted. */
function spoil(resources: Model, planted: readonly Planted[], names: readonly string[]): Record<string, LongStage> {
  const clean = render([...resources, ...planted.map(({ resource }) => resource)], names);
  return Object.fromEntries(
    names.map((name) => {
      const spoilt = clean[name]?.resources.flatMap((resource, index): ShortResource[] => {
        const difference = planted[index - resources.length];
        if (difference?.stage !== name) return [resource];
        const ofStages = names.map((other) => clean[other]?.resources[index] ?? resource);
        const changed = difference.spoil(resource, ofStages, name);
        return changed ? [changed] : [];
      });
      return [name, { stack: name, resources: spoilt ?? [] }];
    }),
  );
}

const place = ({ code, address, path }: Finding) => `${code} ${address} ${path}`;
const withStages = (finding: Finding) => `${place(finding)} ${[...finding.standsOut].sort().join(" ")}`;

/** The same value with map keys, resources and sets in another order. */
function shuffled(value: unknown, random: () => number, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, random));
    return key === "resources" || key === "targets" ? items.sort(() => random() - 0.5) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(() => random() - 0.5);
  return Object.fromEntries(entries.map(([name, item]) => [name, shuffled(item, random, name)]));
}

function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("parity properties", () => {
  it("finds nothing in stages of one application", () => {
    fc.assert(
      fc.property(model, (resources) => {
        expect(compare(deploy(render(resources, STAGES))).findings).to.deep.equal([]);
      }),
    );
  });

  it("finds nothing between a stage and itself, whatever its inputs are", () => {
    const inputs = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 1, maxLength: 5 }), (all) => {
        const resources = all.map((some, index) => ({ is: `Queue::q${index}`, inputs: some }));
        const deployment = toDeployment("stack", { resources });
        expect(compare({ first: deployment, second: deployment }).findings).to.deep.equal([]);
      }),
    );
  });

  it("finds exactly the differences planted", () => {
    fc.assert(
      fc.property(model, plantedIn(STAGES), (resources, planted) => {
        const report = compare(deploy(spoil(resources, planted, STAGES)));
        const expected = planted.map(({ code, path, standsOut, resource: { type, name, staged } }) => {
          const address = `${fullChain(type)}::${staged ? `${name}-<stage>` : name}`;
          return `${code} ${address} ${path} ${[...standsOut].sort().join(" ")}`;
        });
        expect(report.findings.map(withStages).sort()).to.deep.equal(expected.sort());
        expectValidReport(report);
      }),
      { numRuns: 300 },
    );
  });

  it("finds the same whatever the order of resources, keys, sets and stages", () => {
    fc.assert(
      fc.property(model, plantedIn(STAGES), fc.integer(), (resources, planted, seed) => {
        const stages = deploy(spoil(resources, planted, STAGES));
        const again = shuffled(stages, seededRandom(seed)) as Record<string, unknown>;
        const report = compare(stages);
        const inOrder = Object.fromEntries(STAGES.map((name) => [name, again[name]]));
        const stable = ({ stages: _stages, ...finding }: Finding) => finding;
        expect(compare(inOrder).findings.map(stable)).to.deep.equal(report.findings.map(stable));
        const { prod, ...others } = inOrder;
        const turned = Object.fromEntries(Object.entries(others).reverse());
        expect(compare({ ...turned, prod }).findings.map(withStages)).to.deep.equal(report.findings.map(withStages));
      }),
    );
  });

  it("gives the same bytes for the same input", () => {
    fc.assert(
      fc.property(model, plantedIn(STAGES), (resources, planted) => {
        const stages = deploy(spoil(resources, planted, STAGES));
        const digest = (plaintext: string) => plaintext.length.toString() + plaintext;
        expect(JSON.stringify(compare(stages, { digest }))).to.equal(JSON.stringify(compare(stages)));
      }),
    );
  });

  it("finds the same when the stages have other names", () => {
    const others: Readonly<Record<string, string>> = { dev: "blue", staging: "qa-2", prod: "live" };
    const renamed = (text: string) => text.replaceAll(/\b(?:dev|staging|prod)\b/g, (name) => others[name] ?? name);
    fc.assert(
      fc.property(model, plantedIn(STAGES), (resources, planted) => {
        const stages = deploy(spoil(resources, planted, STAGES));
        const report = compare(stages);
        const found = compare(JSON.parse(renamed(JSON.stringify(stages))) as Record<string, unknown>);
        const told = ({ code, address, path, standsOut, message }: Finding) =>
          renamed(`${code} ${address} ${path} ${standsOut} ${message}`);
        expect(found.findings.map(told)).to.deep.equal(report.findings.map(told));
      }),
    );
  });

  it("never shows a secret", () => {
    fc.assert(
      fc.property(model, plantedIn(STAGES), (resources, planted) => {
        const text = JSON.stringify(compare(deploy(spoil(resources, planted, STAGES))));
        expect(text).to.not.include("secret planted");
        expect(text).to.not.match(/"plain"[^t]/);
      }),
    );
  });
});
