import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import type { Finding, Report } from "../../core/findings/report.ts";
import { canonicalJson } from "../../core/parity/canonical-json.ts";
import { type Edit, editsOf, type VendorObject } from "./support/edits.ts";
import { TestProject } from "./support/project.ts";
import { keepSandboxRunning, type RunningSandbox } from "./support/running-sandbox.ts";

const SEED = 20261124;
const stages = ["dev", "staging", "prod"];
const rounds = 4;
const editsPerRound = 38;
const removalsPerRound = 7;
const additionsPerRound = 5;

/** What a removal takes nothing else along with. */
const removable =
  /actionsEnvironment(Variable|Secret):|DeploymentPolicy:|projectEnvironmentVariable:|table:Table|rolePolicy:|PublicAccessBlock:|OwnershipControls:/;

type State = { deployment: { resources: { urn: string; outputs?: Record<string, unknown> }[] } };

describe("200 changes behind Pulumi's back, with the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  let sandbox: RunningSandbox;
  let edits: readonly Edit[];
  let removals: readonly VendorObject[];
  const expected = new Map<string, unknown>();

  before(async () => {
    const up = await project.stagekeeper(["sandbox", "up"]);
    expect(up.code, up.all).to.equal(0);
    sandbox = await keepSandboxRunning(project.folder);
    const objects = (await sandbox.control<VendorObject[]>("GET", "/objects")).filter(({ stack }) =>
      stages.includes(stack),
    );
    const [chosenRemovals = []] = fc.sample(
      some(
        objects.filter(({ type }) => removable.test(type)),
        rounds * removalsPerRound,
      ),
      { seed: SEED, numRuns: 1 },
    );
    removals = chosenRemovals;
    const outputs = new Map(
      stages.flatMap((stage) =>
        stateOf(stage).deployment.resources.map((resource) => [resource.urn, resource.outputs ?? {}]),
      ),
    );
    const all = objects
      .filter((object) => !removals.includes(object))
      .flatMap((object) => editsOf(object, outputs.get(object.urn) ?? {}));
    const [chosenEdits = []] = fc.sample(some(all, rounds * editsPerRound), { seed: SEED, numRuns: 1 });
    edits = chosenEdits;
  });
  after(async () => {
    await sandbox?.close();
    project.remove();
  });

  it("finds nothing before", async () => expect(await found()).to.deep.equal(new Map()));

  for (let round = 0; round < rounds; round++) {
    it(`finds exactly what was edited, removed and added, round ${round + 1}`, async () => {
      for (const edit of slice(edits, round, editsPerRound)) {
        const { object, property, value, path, actual } = edit;
        await sandbox.control("POST", "/edit", {
          type: object.type,
          id: object.urn,
          stack: object.stack,
          path: property,
          value,
        });
        expected.set(`${object.stack} drift/changed ${addressOf(object)} ${path}`, meaningOf(actual));
      }
      for (const object of slice(removals, round, removalsPerRound)) {
        await sandbox.control("POST", "/remove", { type: object.type, id: object.urn, stack: object.stack });
        expected.set(`${object.stack} drift/deleted ${addressOf(object)} `, undefined);
      }
      for (let index = 0; index < additionsPerRound; index++) await add(`BY_HAND_${round}_${index}`, index);
      const actual = await found();
      const missed = [...expected.keys()].filter((place) => !actual.has(place));
      const invented = [...actual.keys()].filter((place) => !expected.has(place));
      expect({ missed, invented }).to.deep.equal({ missed: [], invented: [] });
      for (const [place, value] of expected) {
        // Vendors fill in and leave out parts of lists and maps.
        if (typeof value !== "object") expect(actual.get(place), place).to.equal(value);
      }
    });
  }

  it("has found 200 changes", () => expect(expected.size).to.equal(200));

  it("finds nothing more of what an update restores", async () => {
    const restore = (stage: string) => project.pulumi("up", "--stack", stage, "--yes", "--skip-preview", "--refresh");
    for (const up of await Promise.all(stages.map(restore))) expect(up.code, up.all.slice(-3000)).to.equal(0);
    expect([...(await found()).keys()].filter((place) => !place.includes("drift/unmanaged"))).to.deep.equal([]);
  });

  /** By stage, code, address and path: what is there now. */
  async function found(): Promise<ReadonlyMap<string, unknown>> {
    const run = await project.stagekeeper(["drift", "--sandbox", "--format", "json"]);
    const report = JSON.parse(run.stdout || "{}") as Report;
    expect(report.incomplete, run.all.slice(-3000)).to.deep.equal([]);
    return new Map(report.findings.map((finding) => [placeOf(finding), actualOf(finding)]));
  }

  async function add(name: string, index: number): Promise<void> {
    const stage = stages[index % stages.length] ?? "";
    const kind = ["github-variable", "github-secret", "vercel-variable"][index % 3] ?? "";
    const place = kind === "vercel-variable" ? `agent-ops-web-${stage}` : stage;
    await sandbox.control("POST", "/add", { kind, place, name, value: "by-hand" });
    const type = {
      "github-variable": "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
      "github-secret": "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
      "vercel-variable": "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
    }[kind];
    expected.set(`${stage} drift/unmanaged ${type}::${name} `, undefined);
  }

  function stateOf(stage: string): State {
    const file = join(project.folder, ".sandbox/state/.pulumi/stacks/agent-ops", `${stage}.json`);
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8"));
    return { deployment: checkpoint.latest };
  }
});

const some = <T>(items: readonly T[], count: number) =>
  fc.shuffledSubarray([...items], { minLength: count, maxLength: count });
const slice = <T>(items: readonly T[], round: number, size: number) => items.slice(round * size, (round + 1) * size);
const addressOf = ({ type, name }: VendorObject) => `${type}::${name}`;
const placeOf = ({ stage, code, address, path }: Finding) => `${stage} ${code} ${address} ${path}`;
const actualOf = ({ stages: { actual } }: Finding) => (actual?.state === "value" ? meaningOf(actual.value) : undefined);
/** Vendors write JSON in their own way. */
const meaningOf = (value: unknown) =>
  typeof value === "string" && value.startsWith("{") ? canonicalJson(JSON.parse(value)) : value;
