import { expect } from "chai";
import fc from "fast-check";
import { readEvent } from "../../relay/events/index.ts";
import { isMessage, judge, NOTHING_KNOWN } from "../../relay/incident.ts";
import { type Json, jobStatus, workflowRun } from "./support/payloads.ts";
import { settings } from "./support/settings.ts";
import { World } from "./support/world.ts";

interface Delivery {
  readonly id: string;
  readonly event: "workflow_run" | "deployment_status";
  readonly payload: Json;
}

/** One run after another of one workflow, each with its end. */
function runs(failures: readonly boolean[]): readonly Delivery[] {
  return failures.map((failed, hours) => ({
    id: `delivery-${hours}`,
    event: "workflow_run",
    payload: workflowRun({ hours, conclusion: failed ? "failure" : "success" }),
  }));
}

const history = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });

/** `failed` at the start of every row of failures, `recovered` at its end. */
function expected(failures: readonly boolean[]): readonly string[] {
  return failures.flatMap((failed, place) => {
    const before = failures[place - 1] ?? false;
    return failed === before ? [] : [failed ? "failure" : "recovered"];
  });
}

/** Delivers all at once, and what was not answered with 200 again, as GitHub's redelivery does. */
async function deliverAll(world: World, deliveries: readonly Delivery[]): Promise<void> {
  let left = deliveries;
  for (let round = 0; left.length > 0; round += 1) {
    if (round > 50) throw new Error(`${left.length} deliveries never came through`);
    const answers = await Promise.all(
      left.map(({ id, event, payload }) => world.send(event, payload, { delivery: id })),
    );
    for (const { status } of answers) expect(status).to.be.oneOf([200, 500, 502, 503]);
    left = left.filter((_, place) => answers[place]?.status !== 200);
    world.now += 10_001;
  }
}

function kinds(world: World): readonly string[] {
  return world.messages.map(({ attributes }) => attributes.kind);
}

/** The world in which every call waits for its turn, and a publish fails as often as it is told to. */
function worldOf(scheduler: fc.Scheduler, failing: readonly boolean[] = []): World {
  let publishes = 0;
  const world: World = new World({
    pause: async () => await scheduler.schedule(Promise.resolve()),
    outside: {
      publish: async (message) => {
        await scheduler.schedule(Promise.resolve());
        publishes += 1;
        if (failing[publishes - 1] === true) throw new Error("throttled");
        world.messages.push(message);
      },
    },
  });
  return world;
}

describe("relay: deliveries in any order, at once, and more than once", function () {
  this.timeout(60_000);

  it("in order: one message for each row of failures, one for its end", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 3 }), (failures, times) => {
        let family = NOTHING_KNOWN;
        const told = runs(failures)
          .flatMap((delivery) => new Array<Delivery>(times).fill(delivery))
          .flatMap(({ event, payload }) => {
            const reading = readEvent(event, payload, settings, 0);
            if (reading.kind !== "happening") throw new Error(reading.why);
            const { verdict, family: next } = judge(family, reading.happening);
            family = next;
            return isMessage(verdict) ? [verdict] : [];
          });
        expect(told).to.deep.equal(expected(failures));
      }),
    );
  });

  it("failures at once: one message, whichever was first, also where the topic fails in between", async () => {
    const count = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        count,
        count,
        fc.array(fc.boolean()),
        async (scheduler, failures, times, failing) => {
          const world = worldOf(scheduler, failing);
          const failed = runs(new Array<boolean>(failures).fill(true));
          const deliveries = new Array(times).fill(failed).flat() as Delivery[];
          await scheduler.waitFor(deliverAll(world, deliveries));
          expect(kinds(world)).to.deep.equal(["failure"]);
          const success = workflowRun({ hours: 9, conclusion: "success" });
          const healed: readonly Delivery[] = [0, 1, 2].map(() => ({
            id: "the-success",
            event: "workflow_run",
            payload: success,
          }));
          await scheduler.waitFor(deliverAll(world, healed));
          expect(kinds(world)).to.deep.equal(["failure", "recovered"]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("anything at once: messages take turns, and the last one tells how things are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        history.chain((failures) => fc.tuple(fc.constant(failures), shuffled(runs(failures)))),
        fc.array(fc.boolean(), { maxLength: 4 }),
        async (scheduler, [failures, deliveries], failing) => {
          const world = worldOf(scheduler, failing);
          await scheduler.waitFor(deliverAll(world, deliveries));
          const told = kinds(world);
          expect(told).to.deep.equal(told.map((_, place) => (place % 2 === 0 ? "failure" : "recovered")));
          expect(told.at(-1) ?? "recovered").to.equal(failures.at(-1) === true ? "failure" : "recovered");
          // No message tells of a row of failures twice.
          expect(told.length).to.be.at.most(expected(failures).length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("a job's deployment and its run at once: one message, and one when both succeed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { maxLength: 3 }), async (scheduler, failing) => {
        const world = worldOf(scheduler, failing);
        for (const [hours, failed] of [true, true, false].entries()) {
          const same = { hours, run: 50 + hours, file: "deploy.yml" };
          const state = failed ? "failure" : "success";
          await scheduler.waitFor(
            deliverAll(world, [
              { id: `deployment-${hours}`, event: "deployment_status", payload: jobStatus({ ...same, state }) },
              { id: `run-of-it-${hours}`, event: "workflow_run", payload: workflowRun({ ...same, conclusion: state }) },
            ]),
          );
        }
        expect(kinds(world)).to.deep.equal(["failure", "recovered"]);
      }),
      { numRuns: 100 },
    );
  });

  it("a workflow that fails in its tests or its deployment, try after try: one message, and one when it succeeds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(tryOfWorkflow, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.constantFrom("main", "stage/prod"),
        async (tries, isRerun, branch) => {
          const world = new World();
          for (const [place, end] of [...tries, "success"].entries()) {
            const of = { run: isRerun ? 50 : 50 + place, attempt: isRerun ? place + 1 : 1, file: "deploy.yml", branch };
            const state = end === "success" ? "success" : "failure";
            if (end !== "tests fail") {
              const payload = jobStatus({ ...of, hours: 2 * place, state });
              await deliverAll(world, [{ id: `deployment-${place}`, event: "deployment_status", payload }]);
            }
            const payload = workflowRun({ ...of, hours: 2 * place + 1, conclusion: state });
            await deliverAll(world, [{ id: `run-of-it-${place}`, event: "workflow_run", payload }]);
          }
          expect(kinds(world)).to.deep.equal(["failure", "recovered"]);
        },
      ),
    );
  });
});

/** One try of a workflow that tests, then deploys. */
const tryOfWorkflow = fc.constantFrom<"tests fail" | "deployment fails">("tests fail", "deployment fails");

/** The deliveries in any order, some of them twice. */
function shuffled(deliveries: readonly Delivery[]): fc.Arbitrary<readonly Delivery[]> {
  const all = [...deliveries, ...deliveries];
  return fc
    .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(deliveries.length))
    .map(([order, extra]) => {
      const seen = new Map<string, number>();
      return order.filter(({ id }, place) => {
        seen.set(id, (seen.get(id) ?? 0) + 1);
        return seen.get(id) === 1 || place < extra;
      });
    });
}
