import { expect } from "chai";
import type { Lease, Store } from "../../relay/adapters.ts";
import { type Family, NOTHING_KNOWN } from "../../relay/incident.ts";

const family: Family = {
  things: {
    "0123456789abcdef": {
      isOpen: true,
      latest: [1_774_000_000_000, 30, 1, 0],
      succeeded: null,
      failedRun: "30/1",
      isRun: true,
      stage: "prod",
      branch: "01234567",
      since: 1_774_000_000_000,
      failures: 2,
      incident: "0123456789ab",
    },
  },
};

const start = Date.parse("2026-11-24T12:00:00Z");

function lease(owner: string, seconds = 0): Lease {
  const now = start + seconds * 1_000;
  return { owner, now, until: now + 10_000 };
}

/** What every store has to do: the one in memory proves the relay's logic, DynamoDB's is what runs. */
export function itKeepsTheContract(storeOf: () => Store): void {
  let number = 0;
  const fresh = (): string => {
    number += 1;
    return `fresh-${number}`;
  };

  it("gives a delivery to one at a time, and to nobody once it is done", async () => {
    const [store, delivery] = [storeOf(), fresh()];
    expect(await store.claim(delivery, lease("a"))).to.equal("claimed");
    expect(await store.claim(delivery, lease("b"))).to.equal("busy");
    expect(await store.claim(delivery, lease("a"))).to.equal("claimed");
    expect(await store.complete(delivery, lease("b"))).to.equal(false);
    expect(await store.complete(delivery, lease("a"))).to.equal(true);
    expect(await store.claim(delivery, lease("b"))).to.equal("done");
    expect(await store.claim(delivery, lease("b", 3_600))).to.equal("done");
    expect(await store.release(delivery, lease("a"))).to.equal(false);
    expect(await store.claim(delivery, lease("b"))).to.equal("done");
  });

  it("takes a delivery back, or lets its lease end", async () => {
    const [store, delivery] = [storeOf(), fresh()];
    await store.claim(delivery, lease("a"));
    expect(await store.release(delivery, lease("b"))).to.equal(false);
    expect(await store.release(delivery, lease("a"))).to.equal(true);
    expect(await store.claim(delivery, lease("b"))).to.equal("claimed");
    expect(await store.claim(delivery, lease("c", 10))).to.equal("busy");
    expect(await store.claim(delivery, lease("c", 11))).to.equal("claimed");
    expect(await store.complete(delivery, lease("b", 11))).to.equal(false);
  });

  it("gives a delivery to one of many that ask at once", async () => {
    const [store, delivery] = [storeOf(), fresh()];
    const owners = ["a", "b", "c", "d", "e"];
    const answers = await Promise.all(owners.map((owner) => store.claim(delivery, lease(owner))));
    expect(answers.filter((answer) => answer === "claimed")).to.have.length(1);
  });

  it("remembers a family, one version after another", async () => {
    const [store, name] = [storeOf(), fresh()];
    const unknown = await store.load(name);
    expect(unknown).to.deep.equal({ family: NOTHING_KNOWN, version: 0 });
    expect(await store.save(name, unknown, family, lease("a"))).to.equal(true);
    const known = await store.load(name);
    expect(known).to.deep.equal({ family, version: 1 });
    // The same once more, because the answer was lost.
    expect(await store.save(name, unknown, family, lease("a"))).to.equal(true);
    expect(await store.load(name)).to.deep.equal(known);
    expect(await store.save(name, unknown, NOTHING_KNOWN, lease("b"))).to.equal(false);
    expect(await store.save(name, known, NOTHING_KNOWN, lease("b"))).to.equal(true);
    expect(await store.load(name)).to.deep.equal({ family: NOTHING_KNOWN, version: 2 });
  });

  it("keeps a family for whoever has reserved it, until it is saved, freed, or the lease ends", async () => {
    const [store, name] = [storeOf(), fresh()];
    const known = await store.load(name);
    expect(await store.reserve(name, known, lease("a"))).to.equal(true);
    expect(await store.load(name)).to.deep.equal(known);
    expect(await store.reserve(name, known, lease("a"))).to.equal(true);
    expect(await store.reserve(name, known, lease("b"))).to.equal(false);
    expect(await store.save(name, known, family, lease("b"))).to.equal(false);
    expect(await store.free(name, lease("b"))).to.equal(false);
    expect(await store.free(name, lease("a"))).to.equal(true);
    expect(await store.reserve(name, known, lease("b"))).to.equal(true);
    expect(await store.reserve(name, known, lease("c", 11))).to.equal(true);
    expect(await store.save(name, known, family, lease("b", 11))).to.equal(false);
    expect(await store.save(name, known, family, lease("c", 11))).to.equal(true);
    expect(await store.reserve(name, known, lease("d", 30))).to.equal(false);
    expect(await store.reserve(name, await store.load(name), lease("d", 30))).to.equal(true);
  });

  it("lets one of many change a family", async () => {
    const [store, name] = [storeOf(), fresh()];
    const known = await store.load(name);
    const owners = ["a", "b", "c", "d", "e"];
    const reserved = await Promise.all(owners.map((owner) => store.reserve(name, known, lease(owner))));
    expect(reserved.filter((answer) => answer)).to.have.length(1);
    const saved = await Promise.all(owners.map((owner) => store.save(name, known, family, lease(owner))));
    expect(saved).to.deep.equal(reserved);
  });

  it("knows families with names of any length and kind", async () => {
    const store = storeOf();
    const name = `workflow ${"é".repeat(3_000)}`;
    await store.save(name, await store.load(name), family, lease("a"));
    expect((await store.load(name)).version).to.equal(1);
    expect((await store.load(`${name}x`)).version).to.equal(0);
  });
}
