import { expect } from "chai";
import fc from "fast-check";
import { githubPlaces } from "../../../../core/drift/vendors/github-places.ts";
import {
  githubCoverage,
  goTime,
  type SeenBinding,
  type SeenPlace,
  secretWrites,
  unmanagedBindings,
} from "../../../../core/drift/vendors/judge-github-bindings.ts";
import {
  context,
  deployment,
  environment,
  environmentSecret,
  environmentVariable,
  repositorySecret,
} from "./states.ts";

const at = Date.parse("2026-11-24T10:00:00Z");
const names = (...list: readonly string[]): SeenBinding[] => list.map((name) => ({ name, updatedAt: at }));

const state = deployment(environment(), environmentSecret("API_KEY"), environmentVariable("log_level"));

/** What is seen in the only place of a state. */
function seen(
  secrets: readonly string[],
  variables: readonly string[],
  ...given: Parameters<typeof context>
): SeenPlace[] {
  const [place] = githubPlaces(context(...given));
  if (place === undefined) throw new Error("there is no place");
  return [{ place, seen: { secret: names(...secrets), variable: names(...variables) }, isWhole: true }];
}

describe("what is declared nowhere at GitHub", () => {
  it("is what the environment has beyond the state, in any case of letters", () => {
    const places = seen(["API_KEY", "FORGOTTEN"], ["LOG_LEVEL", "SPARE"], state);
    expect(unmanagedBindings(places)).to.deep.equal([
      {
        code: "drift/unmanaged",
        address: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret::FORGOTTEN",
        path: "",
        recorded: { state: "absent" },
        actual: { state: "value" },
        detail: {
          vendor: { kind: "unmanaged", what: "secret", name: "FORGOTTEN", place: "the environment prod" },
        },
      },
      {
        code: "drift/unmanaged",
        address: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable::SPARE",
        path: "",
        recorded: { state: "absent" },
        actual: { state: "value" },
        detail: { vendor: { kind: "unmanaged", what: "variable", name: "SPARE", place: "the environment prod" } },
      },
    ]);
    expect(githubCoverage(places)).to.deep.equal([{ vendor: "GitHub secrets and variables", managed: 2, total: 4 }]);
  });

  it("is nothing where all is declared, by any component or by the user's own resources", () => {
    const places = seen(["api_key"], ["log_level"], state);
    expect(unmanagedBindings(places)).to.deep.equal([]);
    expect(githubCoverage(places)).to.deep.equal([{ vendor: "GitHub secrets and variables", managed: 2, total: 2 }]);
  });

  it("is not counted where not all could be read", () => {
    const [place] = seen([], ["LOG_LEVEL"], state);
    expect(place && githubCoverage([{ ...place, isWhole: false }])).to.deep.equal([]);
  });

  it("a secret does not cover a variable of its name", () => {
    expect(unmanagedBindings(seen([], ["API_KEY"], state)).map(({ address }) => address)).to.deep.equal([
      "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable::API_KEY",
    ]);
  });

  it("is not looked for in an environment that another stack declares", () => {
    const places = seen(["API_KEY", "OTHER"], [], deployment(environmentSecret("API_KEY")));
    expect(unmanagedBindings(places)).to.deep.equal([]);
    expect(githubCoverage(places)).to.deep.equal([]);
  });

  it("carries the environment in its name from the second on", () => {
    const second = environment({ environment: "prod-eu" }, "europe");
    const places = githubPlaces(context(deployment(second, environment()))).map((place) => ({
      place,
      seen: { secret: names("SPARE"), variable: [] },
      isWhole: true,
    }));
    expect(unmanagedBindings(places).map(({ address }) => address.split("::")[1])).to.deep.equal([
      "SPARE",
      "prod-eu.SPARE",
    ]);
  });

  describe("in a repository that holds the bindings of all stages", () => {
    const repository = { bindings: "repository" } as const;
    const declared = deployment(repositorySecret("API_KEY", "PROD_API_KEY"));

    it("is what has the stage's prefix, under the name that it would have", () => {
      const places = seen(["PROD_API_KEY", "prod_spare", "DEV_SPARE", "SPARE"], [], declared, repository);
      expect(unmanagedBindings(places).map(({ address }) => address)).to.deep.equal([
        "github:index/actionsSecret:ActionsSecret::SPARE",
      ]);
      expect(unmanagedBindings(places)[0]?.detail?.vendor).to.include({
        name: "PROD_SPARE",
        place: "the repository agent-ops",
      });
      expect(githubCoverage(places)[0]).to.include({ managed: 1, total: 2 });
    });

    it("leaves a longer prefix to the stage that has it", () => {
      const asked = context(declared, repository);
      const stages = ["prod", "prod-eu"].map((name) => ({ name, stack: name, aliases: [] }));
      const [place] = githubPlaces({ ...asked, config: { ...asked.config, stages } });
      if (place === undefined) throw new Error("there is no place");
      const both = [{ place, seen: { secret: names("PROD_EU_SPARE", "PROD_SPARE"), variable: [] }, isWhole: true }];
      expect(unmanagedBindings(both).map(({ address }) => address.split("::")[1])).to.deep.equal(["SPARE"]);
    });

    it("is looked for also where nothing is declared yet", () => {
      expect(unmanagedBindings(seen(["PROD_SPARE"], [], deployment(), repository))).to.have.length(1);
    });
  });

  it("is exactly what was added, whatever is declared", () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.uniqueArray(name), fc.boolean(), (known, other, lower) => {
        const added = other.filter((one) => !known.includes(one));
        const declared = deployment(
          environment(),
          ...known.map((one) => environmentSecret(lower ? one.toLowerCase() : one)),
        );
        const places = seen([...known, ...added], [], declared);
        expect(unmanagedBindings(places).map(({ address }) => address.split("::")[1])).to.deep.equal(added);
      }),
    );
  });
});

describe("when a GitHub secret was last written", () => {
  it("is compared with GitHub's own time of the provider's write", () => {
    const outputs = { updatedAt: "2026-11-24 09:00:00 +0000 UTC" };
    const times = { created: "2026-11-24T08:59:59.5Z", modified: "2026-11-24T09:00:00.7Z" };
    const places = seen(["API_KEY"], [], deployment(environment(), environmentSecret("API_KEY", outputs, times)));
    expect(secretWrites(places).map(({ write }) => write)).to.deep.equal([
      {
        writtenAt: at,
        ownWriteAt: Date.parse("2026-11-24T09:00:00Z"),
        madeAt: null,
        created: Date.parse("2026-11-24T08:59:59.500Z"),
        modified: Date.parse("2026-11-24T09:00:00.700Z"),
        unsettled: false,
      },
    ]);
  });

  it("is in doubt where an operation on it was interrupted", () => {
    const secret = environmentSecret("API_KEY");
    const interrupted = {
      resources: [environment(), secret],
      pending_operations: [{ resource: secret, type: "updating" }],
    };
    expect(secretWrites(seen(["API_KEY"], [], interrupted)).map(({ write }) => write.unsettled)).to.deep.equal([true]);
  });

  it("is not asked of a secret that is gone, which a refresh says", () => {
    expect(secretWrites(seen([], [], state))).to.deep.equal([]);
  });

  it("is read as Go prints it, as ISO 8601, or not at all", () => {
    const time = Date.parse("2026-11-23T17:14:28Z");
    expect(goTime("2026-11-23 17:14:28 +0000 UTC")).to.equal(time);
    expect(goTime("2026-11-23T17:14:28Z")).to.equal(time);
    expect(goTime("")).to.equal(null);
    expect(goTime("yesterday")).to.equal(null);
    expect(goTime(null)).to.equal(null);
  });
});
