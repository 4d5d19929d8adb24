import { expect } from "chai";
import fc from "fast-check";
import {
  type SeenProject,
  type SeenVariable,
  sensitiveWrites,
  staleVariables,
  unmanagedVariables,
  vercelCoverage,
} from "../../../../core/drift/vendors/judge-vercel.ts";
import { liveSince, type SeenDeployment } from "../../../../core/drift/vendors/live-deployment.ts";
import { vercelProjects } from "../../../../core/drift/vendors/vercel-projects.ts";
import type { Deployment } from "../../../../core/parity/state.ts";
import { deployment, project, resource, variable } from "./states.ts";

const type = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";

const seenVariable = (key: string, id: string, more: Partial<SeenVariable> = {}): SeenVariable => ({
  id,
  key,
  targets: ["production"],
  customEnvironmentIds: [],
  gitBranch: null,
  comment: "",
  createdAt: 1_000,
  updatedAt: 1_000,
  ...more,
});

/** Every project of the state with these variables. */
function seen(state: Deployment, ...variables: readonly SeenVariable[]): SeenProject[] {
  return vercelProjects(state).map((one) => ({ project: one, variables }));
}

describe("what is declared nowhere at Vercel", () => {
  const state = deployment(project("web", "prj_web"), variable("A", "env_a"));

  it("is what the project has beyond the state: one finding a key, with its targets", () => {
    const projects = seen(
      state,
      seenVariable("A", "env_a"),
      seenVariable("B", "env_b"),
      seenVariable("B", "env_c", { targets: ["preview"] }),
    );
    expect(unmanagedVariables(projects)).to.deep.equal([
      {
        code: "drift/unmanaged",
        address: `${type}::B`,
        path: "",
        recorded: { state: "absent" },
        actual: { state: "value" },
        detail: {
          vendor: {
            kind: "unmanaged",
            what: "variable",
            name: "B",
            place: "the Vercel project agent-ops-web-prod (preview, production)",
          },
        },
      },
    ]);
    expect(vercelCoverage(projects)).to.deep.equal([{ vendor: "Vercel variables", managed: 1, total: 3 }]);
  });

  it("is told by its id: a key that is declared for one target may be undeclared for another", () => {
    const projects = seen(state, seenVariable("A", "env_a"), seenVariable("A", "env_z", { targets: ["preview"] }));
    expect(unmanagedVariables(projects).map(({ address }) => address)).to.deep.equal([`${type}::A`]);
  });

  it("is not looked for in a project that another stack declares", () => {
    const projects = seen(deployment(variable("A", "env_a")), seenVariable("A", "env_a"), seenVariable("B", "env_b"));
    expect(unmanagedVariables(projects)).to.deep.equal([]);
    expect(vercelCoverage(projects)).to.deep.equal([]);
  });

  it("carries the project in its name from the second on", () => {
    const two = deployment(project("web", "prj_web"), project("admin", "prj_admin"));
    expect(unmanagedVariables(seen(two, seenVariable("B", "env_b"))).map(({ address }) => address)).to.deep.equal([
      `${type}::B`,
      `${type}::admin.B`,
    ]);
  });

  it("is none of those that the bulk resource declares, and unknown where its list is a secret", () => {
    const bulk = (variables: unknown) =>
      resource("vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables", "all", {
        projectId: "prj_web",
        variables,
      });
    const listed = [seenVariable("A", "env_a"), seenVariable("B", "env_b"), seenVariable("C", "env_c")];
    const open = deployment(project("web", "prj_web"), variable("A", "env_a"), bulk([{ key: "B" }]));
    expect(unmanagedVariables(seen(open, ...listed)).map(({ address }) => address)).to.deep.equal([`${type}::C`]);
    const closed = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const hidden = deployment(project("web", "prj_web"), bulk(closed));
    expect(unmanagedVariables(seen(hidden, ...listed))).to.deep.equal([]);
    expect(vercelProjects(hidden)[0]?.bulkKeys).to.equal(null);
  });

  it("is exactly what was added, whatever is declared", () => {
    const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(key), fc.uniqueArray(key), (known, added) => {
        const declared = deployment(project("web", "prj_web"), ...known.map((one) => variable(one, `env_${one}`)));
        const projects = seen(
          declared,
          ...known.map((one) => seenVariable(one, `env_${one}`)),
          ...added.map((one) => seenVariable(one, `new_${one}`)),
        );
        expect(unmanagedVariables(projects).map(({ address }) => address.split("::")[1])).to.deep.equal(added);
      }),
    );
  });
});

describe("when a sensitive Vercel variable was last written", () => {
  const times = { created: "2026-11-24T09:00:00Z", modified: "2026-11-24T09:00:00Z" };
  const sensitive = deployment(
    project("web", "prj_web"),
    variable("A", "env_a", { sensitive: true, targets: ["production", "preview"] }, times),
  );
  const both = { targets: ["preview", "production"] };

  it("is what Vercel says, beside the engine's times", () => {
    const made = Date.parse(times.created);
    const [found] = sensitiveWrites(seen(sensitive, seenVariable("A", "env_a", { ...both, updatedAt: 5_000 })));
    expect(found?.write).to.deep.equal({
      writtenAt: 5_000,
      ownWriteAt: null,
      madeAt: 1_000,
      created: made,
      modified: made,
      unsettled: false,
    });
  });

  it("is not asked of a plain one, which a refresh shows", () => {
    const plain = deployment(project("web", "prj_web"), variable("A", "env_a", {}, times));
    expect(sensitiveWrites(seen(plain, seenVariable("A", "env_a")))).to.deep.equal([]);
  });

  it("is explained by a change that a refresh shows", () => {
    for (const change of [{ targets: ["production"] }, { ...both, comment: "mine" }, { ...both, gitBranch: "next" }]) {
      expect(sensitiveWrites(seen(sensitive, seenVariable("A", "env_a", change)))).to.deep.equal([]);
    }
    expect(sensitiveWrites(seen(sensitive, seenVariable("A", "env_a", both)))).to.have.length(1);
  });

  it("is not asked of one that is gone", () => {
    expect(sensitiveWrites(seen(sensitive, seenVariable("A", "env_z", both)))).to.deep.equal([]);
  });
});

describe("a variable that is newer than the live deployment", () => {
  const state = deployment(project("web", "prj_web"), variable("A", "env_a"));
  const stale = (found: SeenVariable, since: number) => seen(state, found).flatMap((one) => staleVariables(one, since));

  it("is told with both times", () => {
    const changed = Date.parse("2026-11-24T10:00:00Z");
    expect(stale(seenVariable("A", "env_a", { updatedAt: changed }), changed - 1_000)).to.deep.equal([
      {
        code: "drift/stale-deployment",
        address: `${type}::A`,
        path: "",
        recorded: { state: "value" },
        actual: { state: "value" },
        detail: {
          vendor: {
            kind: "stale-deployment",
            name: "A",
            project: "agent-ops-web-prod",
            changedAt: "2026-11-24T10:00:00Z",
            deployedAt: "2026-11-24T09:59:59Z",
          },
        },
      },
    ]);
  });

  it("is none where the deployment is newer, where it is not for production, and where it is undeclared", () => {
    expect(stale(seenVariable("A", "env_a", { updatedAt: 1_000 }), 1_000)).to.deep.equal([]);
    expect(stale(seenVariable("A", "env_a", { updatedAt: 2_000, targets: ["preview"] }), 1_000)).to.deep.equal([]);
    expect(stale(seenVariable("B", "env_b", { updatedAt: 2_000 }), 1_000)).to.deep.equal([]);
  });
});

describe("the live deployment", () => {
  const made = (id: string, createdAt: number, more: Partial<SeenDeployment> = {}): SeenDeployment => ({
    id,
    createdAt,
    isProduction: true,
    isReady: true,
    isStaged: false,
    ...more,
  });
  const asked = (toDeploymentId: string, requestedAt: number, hasSucceeded = true) => ({
    toDeploymentId,
    requestedAt,
    hasSucceeded,
  });
  const list = [made("new", 300), made("old", 200), made("first", 100)];

  const cases: readonly (readonly [string, Parameters<typeof liveSince>, number | null])[] = [
    ["the newest", [list, null], 300],
    ["none before the first deployment", [[], null], null],
    ["none where all failed", [[made("a", 100, { isReady: false })], null], null],
    ["no preview", [[made("a", 400, { isProduction: false }), ...list], null], 300],
    ["none that still builds", [[made("a", 400, { isReady: false }), ...list], null], 300],
    ["none that is only staged", [[made("a", 400, { isStaged: true }), ...list], null], 300],
    ["the one that was rolled back to", [list, asked("old", 350)], 200],
    [
      "still that one where newer ones are staged",
      [[made("a", 400, { isStaged: true }), ...list], asked("old", 350)],
      200,
    ],
    ["the staged one that was promoted", [[made("a", 400, { isStaged: true }), ...list], asked("a", 450)], 400],
    ["the newest, where the rollback failed", [list, asked("old", 350, false)], 300],
    ["the newest, deployed long after a rollback", [list, asked("first", 150)], 300],
    ["older than all that are listed, where it is not among them", [list, asked("ancient", 350)], 100],
    ["nothing where a project without deployments was asked for one", [[], asked("ancient", 350)], null],
  ];
  for (const [title, given, expected] of cases) {
    it(`is ${title}`, () => {
      expect(liveSince(...given)).to.equal(expected);
    });
  }
});
