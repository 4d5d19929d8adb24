import { expect } from "chai";
import fc from "fast-check";
import { type CompareOptions, compareStages } from "../../../core/parity/index.ts";
import { readState } from "../../../core/parity/state.ts";
import { UserError } from "../../../core/user-error.ts";
import { expectValidReport } from "../findings/report-schema.ts";
import { type ShortResource, signed, toDeployment } from "./short-state.ts";

/** Generous: what is quadratic takes minutes. */
const MOST_MILLISECONDS = 4000;

function compare(stages: Readonly<Record<string, readonly ShortResource[]>>, more: Partial<CompareOptions> = {}) {
  const started = performance.now();
  const report = compareStages({
    stages: Object.entries(stages).map(([name, resources]) => ({ name, deployment: toDeployment(name, resources) })),
    source: "state",
    today: "2026-11-24",
    generatedAt: "2026-11-24T08:00:00Z",
    ...more,
  });
  expect(performance.now() - started).to.be.below(MOST_MILLISECONDS);
  return report;
}

const queue = (inputs: Record<string, unknown>): readonly ShortResource[] => [{ is: "Queue::q", inputs }];
const places = (report: ReturnType<typeof compare>) => report.findings.map(({ code, path }) => `${code} ${path}`);

function nested(levels: number, leaf: unknown, wrap: (inner: unknown) => unknown): unknown {
  let value = leaf;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

describe("parity of hostile input", () => {
  for (const [kind, wrap, step] of [
    ["maps", (a: unknown) => ({ a }), ".a"],
    ["lists", (a: unknown) => [a], "[0]"],
  ] as const) {
    it(`compares 5,000 levels of ${kind}`, () => {
      const stage = (leaf: number) => queue({ deep: nested(5000, leaf, wrap) });
      expect(compare({ dev: stage(1), prod: stage(1) }).findings).to.deep.equal([]);
      expect(places(compare({ dev: stage(1), prod: stage(2) }))).to.deep.equal([
        `parity/different-value deep${step.repeat(5000)}`,
      ]);
    });

    it(`reports and serialises 5,000 levels of ${kind} that one stage lacks`, () => {
      const report = compare({ dev: queue({ deep: nested(5000, 1, wrap) }), prod: queue({}) });
      expect(places(report)).to.deep.equal(["parity/missing-property deep"]);
      expectValidReport(report);
    });
  }

  it("compares 5,000 levels inside JSON, sets and secrets", () => {
    const deep = (leaf: number) => `${"[".repeat(5000)}${leaf}${"]".repeat(5000)}`;
    const stage = (leaf: number) =>
      queue({
        text: deep(leaf),
        targets: [JSON.parse(deep(leaf))],
        output: signed("output", { secret: true, value: JSON.parse(deep(leaf)) }),
      });
    expect(places(compare({ dev: stage(1), prod: stage(1) }))).to.deep.equal(["parity/shared-secret output"]);
    expect(places(compare({ dev: stage(1), prod: stage(2) }))).to.deep.equal([
      "parity/different-value targets",
      "parity/different-value text",
    ]);
  });

  it("compares texts of 200,000 characters", () => {
    const texts = (stage: string) => ({
      letters: stage.repeat(60_000).slice(0, 200_000),
      words: `${stage} `.repeat(40_000),
      otherWords: `${stage === "dev" ? "prod" : "dev"}.`.repeat(40_000),
      dots: ".".repeat(200_000) + stage,
      host: `${"a".repeat(200_000)} ${stage}`,
      sameHost: `https://${"a-".repeat(100_000)}`,
      json: JSON.stringify({ text: `${stage}-`.repeat(40_000) }),
      braces: `{${" ".repeat(200_000)}${stage}`,
      spaces: `${" ".repeat(200_000)}${stage}`,
    });
    const report = compare({ dev: queue(texts("dev")), prod: queue(texts("prod")) });
    expect(places(report)).to.deep.equal(["parity/different-value letters", "parity/foreign-stage otherWords"]);
  });

  it("compares sets of 20,000 elements without trying each against each", () => {
    const stage = (name: string) =>
      queue({ targets: Array.from({ length: 20_000 }, (_, index) => `${name}-${(index * 7919) % 20_000}`) });
    expect(compare({ dev: stage("dev"), prod: stage("prod") }).findings).to.deep.equal([]);
    expect(places(compare({ dev: stage("dev"), prod: stage("x") }))).to.deep.equal(["parity/different-value targets"]);
  });

  it("matches a set of 200 generated ids by what they refer to", () => {
    const stage = (id: (index: number) => string): readonly ShortResource[] => {
      const subnets = Array.from({ length: 200 }, (_, index) => ({ is: `Queue::subnet${index}`, id: id(index) }));
      const subnetIds = subnets.map((subnet) => subnet.id).sort();
      return [
        ...subnets,
        { is: "Function::etl", inputs: { subnetIds }, from: { subnetIds: subnets.map(({ is }) => is) } },
      ];
    };
    const dev = stage((index) => `subnet-a${index}`);
    const prod = stage((index) => `subnet-b${(index * 77) % 200}`);
    expect(compare({ dev, prod }).findings).to.deep.equal([]);
  });

  describe("finds the counterparts in sets of 300 elements", () => {
    const COUNT = 300;
    const secretOf = (text: string) => signed("secret", { plaintext: JSON.stringify(text) });
    const elements: Readonly<Record<string, (stage: string, index: number) => unknown>> = {
      "without what is null": (stage, i) => (stage === "dev" ? { a: i, b: null } : { a: i }),
      "whatever the format of their JSON": (stage, i) => (stage === "dev" ? `{"a":${i},"b":1}` : `{ "b":1, "a":${i} }`),
      "with JSON of the stage's own words": (stage, i) =>
        JSON.stringify({ a: i, on: `${stage}-x` }, null, stage.length),
      "with parts that refer to the same": (stage, i) => `${stage}generated${i}/x`,
      "with maps that refer to the same": (stage, i) => ({ id: `${stage}generated${i}`, at: `x-${stage}` }),
      "with numbers that refer to the same": (stage, i) => ({ id: stage === "dev" ? 5000 + i : 9000 - i }),
      "with names that Pulumi generated": (stage, i) => [i, `q-${stage === "dev" ? "0a1b2c3" : "d4e5f60"}`],
      "with properties that the provider filled in": (stage, i) =>
        stage === "dev" ? { a: i, b: 5, __defaults: ["b"] } : { a: i, __defaults: [] },
      "with another stage's word beside the own": (stage, i) => (stage === "dev" ? `dev-dev-${i}` : `prod-dev-${i}`),
      "with keys of the stage's own words": (stage, i) => ({ m: 1, [`${stage}-x`]: i }),
      "with secrets": (stage, i) => ({ a: i, key: secretOf(`hunter-${stage}-${i}`) }),
      "with policies that write a list of one without the list": (stage, i) =>
        JSON.stringify({ Statement: [{ Action: stage === "dev" ? [`a:${i}`] : `a:${i}` }] }),
      "with sets of their own": (stage, i) => ({ a: i, users: stage === "dev" ? ["x", "y"] : ["y", "x"] }),
    };
    for (const [which, element] of Object.entries(elements)) {
      const stage = (name: string, odd = false): readonly ShortResource[] => {
        const targets = Array.from({ length: COUNT }, (_, index) => element(name, odd && index === 7 ? -1 : index));
        if (name === "prod") targets.reverse();
        const ids = Array.from({ length: COUNT }, (_, index) => ({
          is: `Queue::made${index}`,
          id: which.includes("numbers")
            ? String(name === "dev" ? 5000 + index : 9000 - index)
            : `${name}generated${index}`,
        }));
        const from = which.includes("numbers") ? { targets: ids.map(({ is }) => is) } : {};
        return [...ids, { is: "Queue::q", inputs: { targets }, from }];
      };
      it(which, () => {
        expect(compare({ dev: stage("dev"), prod: stage("prod") }).findings).to.deep.equal([]);
        expect(places(compare({ dev: stage("dev"), prod: stage("prod", true) }))).to.deep.equal([
          "parity/different-value targets",
        ]);
      });
    }
  });

  it("keeps keys apart that objects have anyway", () => {
    const inputs = (value: number) =>
      JSON.parse(`{"__proto__":{"a":${value}},"constructor":${value},"toString":1,"hasOwnProperty":1}`) as Record<
        string,
        unknown
      >;
    expect(places(compare({ dev: queue(inputs(1)), prod: queue(inputs(2)) }))).to.deep.equal([
      "parity/different-value __proto__.a",
      "parity/different-value constructor",
    ]);
    expect(places(compare({ dev: queue(inputs(1)), prod: queue({}) }))).to.have.lengthOf(4);
    expect(({} as Record<string, unknown>)["a"]).to.equal(undefined);
  });

  it("reports stages that are called like properties", () => {
    const report = compare({ constructor: queue({ a: 1 }), toString: queue({ a: 2 }) });
    expect(report.findings.map(({ stages }) => Object.keys(stages))).to.deep.equal([["constructor", "toString"]]);
    expectValidReport(report);
  });

  it("compares types and signatures that nobody knows", () => {
    const stage = (signature: string): readonly ShortResource[] => [
      { is: "a:b/c:D::e::f", inputs: { odd: { "4dabf18193072939515e22adb298388d": signature } } },
    ];
    const report = compare({ dev: stage("new"), prod: stage("newer") });
    expect(report.findings.map(({ address, path }) => `${address} ${path}`)).to.deep.equal([
      "a:b/c:D::e::f odd.4dabf18193072939515e22adb298388d",
    ]);
  });

  it("compares 20 stages", () => {
    const names = Array.from({ length: 20 }, (_, index) => `stage${String.fromCharCode(97 + index)}`);
    const inputs = (name: string, odd: boolean) => ({
      url: `https://${name}.acme.com`,
      mode: odd ? "b" : "a",
      words: Array.from({ length: 200 }, (_, index) => (odd && index === 100 ? `x-${names[0]}` : `${index}-${name}`)),
      targets: Array.from({ length: 100 }, (_, index) => `${index}-${odd ? "z" : name}`),
    });
    const stages = Object.fromEntries(names.map((name, index) => [name, queue(inputs(name, index === 7))]));
    const report = compare(stages);
    expect(report.findings.map(({ path, standsOut }) => `${path} ${standsOut}`)).to.deep.equal([
      "mode stageh",
      "targets stageh",
      "words[100] stageh",
    ]);
  });

  it("finds the references of 20,000 resources", () => {
    const stage = (name: string): ShortResource[] =>
      Array.from({ length: 20_000 }, (_, index) => ({
        is: `Queue::q${index}`,
        id: `${name}generated${index}id`,
        inputs: { next: `see ${name}generated${(index + 1) % 20_000}id`, same: "text" },
      }));
    const started = performance.now();
    const stages = { dev: stage("x"), prod: stage("y") };
    const report = compareStages({
      stages: Object.entries(stages).map(([name, resources]) => ({ name, deployment: toDeployment(name, resources) })),
      source: "state",
      today: "2026-11-24",
      generatedAt: "2026-11-24T08:00:00Z",
    });
    expect(report.findings).to.deep.equal([]);
    expect(performance.now() - started).to.be.below(MOST_MILLISECONDS * 2);
  });

  it("does not slow down with the number of differences or pending operations", () => {
    const stage = (value: number): ShortResource[] =>
      Array.from({ length: 5000 }, (_, index) => ({ is: `Queue::q${index}`, inputs: { a: `${value} of ${index}` } }));
    const allowances = Array.from({ length: 50 }, (_, index) => ({
      address: `*::q${index}*`,
      reason: "wanted",
      owner: "jdoe",
    }));
    const report = compare({ dev: stage(1), prod: stage(2) }, { allowances });
    expect(report.summary.error + report.summary.suppressed).to.equal(5000);
  });
});

describe("parity of exports that no engine writes", () => {
  it("are compared or refused in one line, whatever stands in the fields of a resource", () => {
    const name = fc.constantFrom("a", "b", "c");
    const flag = fc.constantFrom(true, false, null, undefined);
    const urns = fc.array(name.map((last) => `urn:pulumi:dev::app::aws:sqs/queue:Queue::${last}`));
    const often = <T>(usual: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: anything });
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constant(signed("secret", { plaintext: '"x"' })),
      fc.constant(signed("output", {})),
    );
    const resource = fc.record(
      {
        urn: name.map((last) => `urn:pulumi:dev::app::aws:sqs/queue:Queue::${last}`),
        type: often(fc.constantFrom("aws:sqs/queue:Queue", "pulumi:providers:aws", "vercel:index/x:X")),
        custom: often(flag),
        external: often(flag),
        delete: often(flag),
        id: often(fc.constantFrom("a", "dev", "abcdefghi")),
        inputs: often(fc.dictionary(name, anything)),
        outputs: often(fc.dictionary(name, anything)),
        dependencies: often(urns),
        propertyDependencies: often(fc.dictionary(name, fc.option(urns))),
        additionalSecretOutputs: often(fc.array(name)),
      },
      { requiredKeys: ["urn"], noNullPrototype: true },
    );
    const stage = fc.record({
      resources: fc.array(resource, { minLength: 1, maxLength: 4 }),
      pending_operations: fc.oneof(anything, fc.array(anything)),
    });
    fc.assert(
      fc.property(stage, stage, (dev, prod) => {
        const stages = [
          { name: "dev", deployment: dev },
          { name: "prod", deployment: prod },
        ];
        const broken = [dev, prod].map(readState).find((state) => !state.ok);
        const compared = () =>
          compareStages({ stages, source: "state", today: "2026-11-24", generatedAt: "2026-11-24T08:00:00Z" });
        if (broken) expect(compared).to.throw(UserError, /^The state of (dev|prod) has a broken resource: .*$/);
        else expectValidReport(compared());
      }),
      { numRuns: 500 },
    );
  });
});
