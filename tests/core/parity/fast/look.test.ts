import { expect } from "chai";
import { compareStages, type StageInput } from "../../../../core/parity/index.ts";
import { type ShortResource, toDeployment } from "../short-state.ts";
import { indented, look } from "./indented.ts";

const TODAY = { source: "state", today: "2026-11-24", generatedAt: "2026-11-24T08:00:00Z" } as const;

/** The report of two stages, looked at or compared in full. */
function reports(resources: (stage: string) => readonly ShortResource[]) {
  const deployments = ["dev", "prod"].map((name) => ({ name, deployment: toDeployment(name, resources(name)) }));
  const looked = deployments.map(({ name, deployment }): StageInput => {
    const read = look(indented(deployment));
    if (!read) throw new Error("was not read");
    return { name, deployment: read };
  });
  return [compareStages({ stages: looked, ...TODAY }), compareStages({ stages: deployments, ...TODAY })] as const;
}

/** Texts of a policy in one stage; what `{stage}` stands for is the stage's own. */
function policy(stage: string, statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }).replaceAll(
    "{stage}",
    stage,
  );
}

describe("a look at JSON within texts", () => {
  const CASES: Readonly<Record<string, (stage: string) => string>> = {
    "own words": (stage) => policy(stage, { Resource: ["arn:aws:s3:::{stage}-a", "arn:aws:s3:::{stage}-b"] }),
    "another order": (stage) => policy(stage, { Resource: stage === "dev" ? ["a-dev", "b"] : ["b", "a-prod"] }),
    "elements that own words alone tell apart": (stage) => policy(stage, { Resource: ["q-dev", "q-prod", `${stage}`] }),
    "a foreign name": (stage) => policy(stage, { Resource: "arn:aws:s3:::dev-a", Sid: stage }),
    "another number": (stage) => policy(stage, { Sid: "{stage}", Limit: stage.length }),
    "other white space": (stage) => `{"a": "${stage}"${stage === "dev" ? " " : ""}}`,
    "line breaks": (stage) => JSON.stringify({ a: [stage, { b: stage }], c: [], d: {}, e: null }, null, 2),
    "what is no JSON": (stage) => `{"a":"${stage}",}`,
    "an end that is missing": (stage) => `{"a":["${stage}"`,
    escapes: (stage) => JSON.stringify({ a: `${stage} "quoted" é` }),
    "another key": (stage) => JSON.stringify({ [stage]: 1 }),
    "lists within lists": (stage) =>
      JSON.stringify([
        [stage, "x"],
        [stage, "y"],
      ]),
    depth: (stage) => `${"[".repeat(60)}"${stage}"${"]".repeat(60)}`,
    "a set of maps": (stage) => JSON.stringify({ users: [{ name: stage }, { name: `${stage}-2` }] }),
  };
  for (const [name, text] of Object.entries(CASES)) {
    it(`finds what a full comparison does: ${name}`, () => {
      const [looked, full] = reports((stage) => [{ is: "Policy::p", inputs: { policy: text(stage) } }]);
      expect(looked).to.deep.equal(full);
    });
  }

  it("tells apart what a text refers to, by recorded outputs too", () => {
    const resources = (stage: string): readonly ShortResource[] => {
      const [a, b] = stage === "dev" ? ["Queue::a", "Queue::b"] : ["Queue::b", "Queue::a"];
      return [
        { is: "Queue::a", id: `${stage}-a`, outputs: { url: `https://${stage === "dev" ? "x" : "y"}-${stage}` } },
        { is: "Queue::b", id: `${stage}-b`, outputs: { url: `https://${stage === "dev" ? "y" : "x"}-${stage}` } },
        {
          is: "Function::f",
          inputs: { environment: JSON.stringify({ URL: `https://x-${stage}` }), same: `https://x-${stage}` },
          from: { environment: [a, b], same: [a, b] },
        },
      ];
    };
    const [looked, full] = reports(resources);
    expect(looked).to.deep.equal(full);
    expect(looked.findings.map(({ code, path }) => `${code} ${path}`)).to.deep.equal([
      "parity/different-value environment",
      "parity/different-value same",
    ]);
  });
});
