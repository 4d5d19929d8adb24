import { expect } from "chai";
import fc from "fast-check";
import { MAX_BODY_BYTES } from "../../relay/request.ts";
import * as payloads from "./support/payloads.ts";
import { functionUrlEvent, sign } from "./support/requests.ts";
import { hookId, secret } from "./support/settings.ts";
import { World } from "./support/world.ts";

type Json = payloads.Json;

/** A request that must cause nothing, and the statuses that it may be answered. */
interface Hostile {
  readonly event: unknown;
  readonly statuses: readonly number[];
}

const failure = payloads.workflowRun();
const text = fc.string({ unit: "binary", maxLength: 80 });

/** Everything of a good request but the secret: forged. */
const forged: fc.Arbitrary<Hostile> = fc
  .record({
    payload: fc.oneof(fc.constant(failure), fc.constant(payloads.vercelStatus()), fc.object() as fc.Arbitrary<Json>),
    guess: fc.oneof(
      text.filter((guess) => guess !== secret),
      fc.constant(hookId),
    ),
    isBase64: fc.boolean(),
  })
  .map(({ payload, guess, isBase64 }) => ({
    event: functionUrlEvent("workflow_run", payload, { secret: guess, isBase64 }),
    statuses: [401],
  }));

/** A good request whose signature is of another form, of another body, or not there. */
const unsigned: fc.Arbitrary<Hostile> = fc
  .oneof(
    fc.constant(undefined),
    text,
    fc.stringMatching(/^sha256=[0-9a-f]{64}$/),
    text.map((other) => sign(`${JSON.stringify(failure)}${other}x`, secret)),
  )
  .map((signature) => ({
    event: functionUrlEvent("workflow_run", failure, { headers: { "x-hub-signature-256": signature } }),
    statuses: [401],
  }));

/** Signed, but not what GitHub sends: only who knows the secret can do this, and even that must not break anything. */
const malformed: fc.Arbitrary<Hostile> = fc
  .record({
    event: fc.constantFrom("workflow_run", "deployment_status"),
    body: fc.oneof(
      text,
      fc.json(),
      fc.array(fc.anything()).map((list) => JSON.stringify(list)),
      damaged(),
    ),
  })
  .map(({ event, body }) => ({ event: functionUrlEvent(event, body), statuses: [200, 400, 403] }));

/** A payload of GitHub's with one value in it replaced, so that it tells no failure any more. */
function damaged(): fc.Arbitrary<string> {
  const run = payloads.workflowRun({ conclusion: "success", file: "ci.yml", workflowId: 8 });
  const status = payloads.deploymentStatus({ state: "success" });
  return fc
    .record({ base: fc.constantFrom(run, status), pick: fc.nat(), value: fc.anything() })
    .map(({ base, pick, value }) => {
      const copy = structuredClone(base) as Json;
      const places = objectsIn(copy).flatMap((object) => Object.keys(object).map((key) => ({ object, key })));
      const place = places[pick % places.length];
      if (place !== undefined) place.object[place.key] = value;
      return JSON.stringify(copy, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one)) ?? "";
    });
}

function objectsIn(value: unknown): readonly Json[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objectsIn)];
}

const oversized: fc.Arbitrary<Hostile> = fc
  .record({ more: fc.integer({ min: 1, max: 50_000 }), isBase64: fc.boolean() })
  .map(({ more, isBase64 }) => ({
    event: functionUrlEvent("workflow_run", "x".repeat(MAX_BODY_BYTES + more), { isBase64 }),
    statuses: [413],
  }));

/** No request at all, or one with parts of another kind. */
const shapeless: fc.Arbitrary<Hostile> = fc.oneof(
  fc.anything().map((event) => ({ event, statuses: [400, 401, 405, 413] })),
  fc
    .record({ key: fc.constantFrom("headers", "body", "requestContext", "isBase64Encoded"), value: fc.anything() })
    .map(({ key, value }) => {
      const event = functionUrlEvent("ping", "{}", { secret: "guess" });
      return { event: { ...event, [key]: value }, statuses: [400, 401, 405, 413] };
    }),
);

/** What was handled before, byte for byte, or under another delivery id: ids are not signed. */
const replayed: fc.Arbitrary<Hostile> = fc.constantFrom("the-first-delivery", undefined).map((delivery) => ({
  event: functionUrlEvent("workflow_run", failure, delivery === undefined ? {} : { delivery }),
  statuses: [200],
}));

describe("relay: 1,000 requests that are forged, malformed, oversized or replayed", () => {
  it("publish nothing, break nothing, and get the right status", async () => {
    const world = new World();
    await world.send("workflow_run", failure, { delivery: "the-first-delivery" });
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
    const kinds = [forged, unsigned, malformed, oversized, shapeless, replayed];
    await fc.assert(
      fc.asyncProperty(fc.oneof(...kinds), async ({ event, statuses }) => {
        const answer = await world.handler(event);
        expect(answer.statusCode).to.be.oneOf(statuses);
        expect(() => JSON.parse(answer.body) as unknown).to.not.throw();
        expect(world.subjects).to.have.length(1);
      }),
      { numRuns: 1_000 },
    );
    expect(world.lines.filter(({ level }) => level === "error")).to.deep.equal([]);
    expect(world.reads).to.equal(1);
    expect(
      (await world.send("workflow_run", payloads.workflowRun({ hours: 100, conclusion: "success" }))).body,
    ).to.include({
      detail: "recovered",
    });
  }).timeout(60_000);
});
