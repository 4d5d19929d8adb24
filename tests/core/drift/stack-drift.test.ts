import { expect } from "chai";
import { lockOf, lockText } from "../../../core/drift/locks.ts";
import { overlap, rootOf } from "../../../core/drift/property-path.ts";
import { deploymentOf, driftOf, QUEUE, recorded, refreshed } from "./state.ts";

const change = { changed: ["a"], paths: ["a"] };

describe("drift of a stack", () => {
  it("names resources as parity does: with their parents' types only where the short address is taken twice", () => {
    const one = recorded({ name: "x", chain: `acme:A$${QUEUE}`, inputs: { a: 1 } });
    const other = recorded({ name: "x", chain: `acme:B$${QUEUE}`, inputs: { a: 1 } });
    const single = recorded({ name: "y", chain: `acme:B$${QUEUE}`, inputs: { a: 1 } });
    const changes = [one, other, single].map((state) => refreshed(state, { a: 2 }, change));
    const found = driftOf(deploymentOf(one, other, single), changes);
    expect(found?.drafts.map(({ address }) => address)).to.deep.equal([
      `acme:A$${QUEUE}::x`,
      `acme:B$${QUEUE}::x`,
      `${QUEUE}::y`,
    ]);
  });

  it("counts and judges resources of vendors: no stack, component, provider, nothing external or about to be deleted", () => {
    const queue = recorded({ inputs: { a: 1 } });
    const others = [
      { ...recorded({ type: "pulumi:pulumi:Stack", name: "app-prod" }), custom: false },
      { ...recorded({ type: "acme:index:Component", name: "c" }), custom: false },
      recorded({ type: "pulumi:providers:aws", name: "aws", inputs: { region: "a" } }),
      { ...recorded({ name: "external", inputs: { a: 1 } }), external: true },
      { ...recorded({ name: "waiting", inputs: { a: 1 } }), delete: true },
    ];
    const changes = others.map((state) => refreshed(state, { a: 2, region: "b" }, { ...change }));
    const found = driftOf(deploymentOf(queue, ...others), changes);
    expect(found).to.deep.equal({ drafts: [], compared: 1, notes: [] });
  });

  it("counts no resource that could not be read, however many errors it has", () => {
    const [read, unread] = [recorded({ name: "read" }), recorded({ name: "unread" })];
    const errors = [unread.urn, unread.urn, "urn:pulumi:prod::app::pulumi:providers:aws::aws"];
    const found = driftOf(deploymentOf(read, unread), [], { unread: errors });
    expect(found?.compared).to.equal(1);
  });

  it("counts no resource whose replacement was not finished, since the engine does not look at it", () => {
    const half = { ...recorded({ name: "half" }), pendingReplacement: true };
    expect(driftOf(deploymentOf(recorded(), half), [])?.compared).to.equal(1);
  });

  it("shows nothing that is known to be a secret: no value, no part of one, no key, not in a path either", () => {
    const token = "ghp_canary4e1d63ca";
    const given = recorded({ inputs: { note: "a", tags: { env: "a" }, json: "{}" } });
    const said = { changed: ["note", "tags", "json", "map", token] };
    const vendor = {
      note: `it is ${token}!`,
      tags: { env: "a", [token]: "x" },
      json: JSON.stringify({ [token]: 1 }),
      map: { [token]: { a: 1 } },
      [token]: "x",
    };
    const found = driftOf(deploymentOf(given), [refreshed(given, vendor, said)], { secrets: [token] });
    expect(JSON.stringify(found)).not.to.contain(token);
    expect(found?.drafts.map(({ path }) => path)).to.have.members(["note", "tags", "json", "map", ""]);
    const shown = driftOf(deploymentOf(given), [refreshed(given, vendor, said)]);
    expect(shown?.drafts[0]?.actual).to.deep.equal({ state: "value", value: vendor.note });
  });

  it("is unknown where the state no longer has what was refreshed", () => {
    const gone = refreshed(recorded({ name: "gone" }), {}, change);
    expect(driftOf(deploymentOf(recorded()), [gone])).to.equal(null);
  });
});

describe("property paths of providers", () => {
  it("lead to one another also where they are quoted differently", () => {
    expect(overlap("tags.a-b", 'tags["a-b"]')).to.equal(true);
    expect(overlap("rules[0]", "rules[0].days")).to.equal(true);
    expect(overlap("rules[0].days", "rules")).to.equal(true);
    expect(overlap("rules[1]", "rules[10]")).to.equal(false);
    expect(overlap("tags.ab", "tags.a")).to.equal(false);
    expect(rootOf('["odd key"].x')).to.equal("odd key");
    expect(rootOf("]broken")).to.equal("]broken");
  });
});

describe("a lock", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const since = (at: string) => lockText({ owner: "ci@runner", pid: "1", since: new Date(at) }, "prod", now);

  it("is told with its owner, its age and the way out", () => {
    expect(since("2026-11-24T09:59:00Z")).to.contain("ci@runner, process 1 since 2026-11-24T09:59:00Z (1 minute ago)");
    expect(since("2026-11-24T01:00:00Z")).to.contain("(9 hours ago)");
    expect(since("2026-11-20T10:00:00Z")).to.contain("(4 days ago)");
    expect(since("never")).to.contain("process 1: an update is running, or was killed");
    expect(since("never")).to.contain("pulumi cancel --stack prod");
  });

  it("is none where the engine names none", () => expect(lockOf("error: boom")).to.equal(null));
});
