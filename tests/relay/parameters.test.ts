import { expect } from "chai";
import * as payloads from "./support/payloads.ts";
import { World } from "./support/world.ts";

const minute = 60_000;
const run = payloads.workflowRun();

describe("relay: parameters in memory", () => {
  it("are read once for five minutes", async () => {
    const world = new World();
    for (const wait of [0, minute, 3 * minute]) {
      world.now += wait;
      await world.send("ping", payloads.ping());
    }
    expect(world.reads).to.equal(1);
    world.now += minute;
    await world.send("ping", payloads.ping());
    expect(world.reads).to.equal(2);
  });

  it("are read once for requests that come together", async () => {
    const world = new World({ pause: async () => await new Promise((resolve) => setImmediate(resolve)) });
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.send("ping", payloads.ping())));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
    expect(world.reads).to.equal(1);
  });

  it("are read every two and a half minutes for wrong signatures, not more often", async () => {
    const world = new World();
    for (let second = 0; second < 600; second += 2) {
      expect((await world.send("workflow_run", run, { secret: "guess" })).status).to.equal(401);
      world.now += 2_000;
    }
    expect(world.reads).to.equal(4);
  });

  it("cost no call for five seconds after one has failed, and the answer is 500", async () => {
    const world = new World();
    world.broken.parameters = new Error("no network");
    for (const wait of [0, 1_000, 3_999]) {
      world.now += wait;
      const answer = await world.send("workflow_run", run);
      expect(answer).to.deep.equal({ status: 500, body: { result: "failed", detail: "parameters" } });
    }
    expect(world.reads).to.equal(1);
    world.broken = {};
    world.now += 1;
    expect((await world.send("workflow_run", run)).status).to.equal(200);
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
  });

  it("are used for an hour where they cannot be read anew", async () => {
    const world = new World();
    await world.send("ping", payloads.ping());
    world.broken.parameters = new Error("no network");
    world.now += 59 * minute;
    expect((await world.send("workflow_run", run)).status).to.equal(200);
    world.now += 2 * minute;
    expect((await world.send("workflow_run", payloads.workflowRun({ hours: 1 }))).status).to.equal(500);
  });
});
