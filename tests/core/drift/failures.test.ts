import { expect } from "chai";
import { type EngineEnd, refreshProblems } from "../../../core/drift/failures.ts";
import { RefreshEvents } from "../../../core/drift/refresh-events.ts";
import { type Event, eventsOf, linesOf, QUEUE } from "./state.ts";

const urn = `urn:pulumi:prod::app::${QUEUE}::x`;
const same: Event = { op: "same", urn };
const update: Event = { op: "update", urn };
const now = new Date("2026-11-24T10:02:03Z");

const problems = (end: Partial<EngineEnd>, events = eventsOf(linesOf([same]))) =>
  refreshProblems({ code: 0, signal: null, timedOut: false, stderr: "", ...end }, events, {
    stage: "prod",
    stack: "acme/app/prod",
    timeoutMinutes: 30,
    now,
    tell: ({ message }) => `told: ${message}`,
  });
const nothing = () => new RefreshEvents();
const errors = (...messages: readonly string[]) =>
  eventsOf([
    ...linesOf([same], null),
    ...messages.map((message) => JSON.stringify({ sequence: 9, diagnosticEvent: { urn, severity: "error", message } })),
  ]);

describe("a refresh", () => {
  it("has reached its end where exit code, summary and events agree", () => {
    expect(problems({})).to.deep.equal([]);
    expect(problems({ code: 7, stderr: "error: no changes were expected" }, eventsOf(linesOf([update])))).to.deep.equal(
      [],
    );
    expect(problems({}, eventsOf(linesOf([])))).to.deep.equal([]);
    const oldCopy: Event = { op: "delete", urn, old: { delete: true } };
    expect(problems({ code: 7 }, eventsOf(linesOf([same, oldCopy]))), "of an old copy alone").to.deep.equal([]);
  });

  const cases: readonly (readonly [string, Partial<EngineEnd>, RefreshEvents, string])[] = [
    [
      "it was stopped after its time",
      { code: 1, signal: "SIGINT", timedOut: true },
      nothing(),
      "the refresh of stack acme/app/prod took longer than 30 minutes and was stopped (--timeout allows more)",
    ],
    [
      "it was killed",
      { code: null, signal: "SIGKILL" },
      eventsOf(linesOf([same])),
      "the engine was killed (SIGKILL) while it refreshed stack acme/app/prod",
    ],
    [
      "there is no such stack",
      { code: 6, stderr: "error: no stack named 'prod' found" },
      nothing(),
      "there is no stack acme/app/prod in the backend",
    ],
    [
      "the passphrase is wrong",
      { code: 1, stderr: "error: getting stack configuration: get stack secrets manager: incorrect passphrase" },
      nothing(),
      "the passphrase of stack acme/app/prod is wrong (STAGEKEEPER_PASSPHRASE_PROD, or Pulumi's own variable)",
    ],
    [
      "the passphrase is missing",
      {
        code: 1,
        stderr:
          "error: get stack secrets manager: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE",
      },
      nothing(),
      "the passphrase of stack acme/app/prod is missing: set STAGEKEEPER_PASSPHRASE_PROD, or STAGEKEEPER_PASSPHRASE_PROD_FILE",
    ],
    [
      "the passphrase's file is missing",
      { code: 1, stderr: "error: unable to read PULUMI_CONFIG_PASSPHRASE_FILE: open /x: no such file" },
      nothing(),
      "the passphrase of stack acme/app/prod could not be read: unable to read PULUMI_CONFIG_PASSPHRASE_FILE: open /x: no such file",
    ],
    [
      "the backend is not there",
      { code: 1, stderr: 'error: unable to open state directory "file:///x": stat /x: no such file' },
      nothing(),
      'the backend of stack acme/app/prod could not be reached: unable to open state directory "file:///x": stat /x: no such file',
    ],
    [
      "the bucket is not there",
      { code: 1, stderr: "warning: old\nerror: error listing stacks: could not list bucket: blob (code=NotFound)" },
      nothing(),
      "the backend of stack acme/app/prod could not be reached: error listing stacks: could not list bucket: blob (code=NotFound)",
    ],
    [
      "the stack is locked",
      {
        code: 1,
        stderr:
          "error: the stack is currently locked by 1 lock(s).\n  file:///x.json: created by ci@runner-1 (pid 99) at 2026-11-24T01:02:03Z",
      },
      nothing(),
      "the stack acme/app/prod is locked by ci@runner-1, process 99 since 2026-11-24T01:02:03Z (9 hours ago): an update is running, or was killed. If none is running: pulumi cancel --stack acme/app/prod",
    ],
    [
      "it ended at once and said nothing",
      { code: 255 },
      nothing(),
      "the engine ended at once (exit code 255) without a word about stack acme/app/prod",
    ],
    [
      "it ended at once with success",
      { code: 0 },
      nothing(),
      "the engine ended at once (exit code 0) without a word about stack acme/app/prod",
    ],
    [
      "it could not begin",
      { code: 1, stderr: "error: boom\nmore" },
      nothing(),
      "the engine could not refresh stack acme/app/prod: boom",
    ],
    [
      "a provider could not be started",
      { code: 1, stderr: "error: could not load provider for resource" },
      eventsOf(linesOf([])),
      "the engine could not refresh stack acme/app/prod: could not load provider for resource",
    ],
    [
      "it failed without saying why",
      { code: 255 },
      eventsOf(linesOf([same])),
      "the engine could not refresh stack acme/app/prod: exit code 255",
    ],
    [
      "the engine is too old to tell drift from failure",
      { code: 1, stderr: "error: no changes were expected for refresh but changes were proposed" },
      eventsOf(linesOf([update])),
      "the engine of stack acme/app/prod is older than Pulumi 3.226.1: its exit code does not tell drift from a failure",
    ],
    [
      "its events end early",
      {},
      eventsOf(linesOf([same], null)),
      "the refresh of stack acme/app/prod is not complete: the engine's events ended early",
    ],
    [
      "events are missing",
      {},
      eventsOf(linesOf([same], { same: 2 })),
      "the refresh of stack acme/app/prod is not complete: the engine counts 2 resources with the operation same, its events are 1",
    ],
    [
      "an event is there that the summary does not know",
      { code: 7 },
      eventsOf(linesOf([same, update], { same: 1 })),
      "the refresh of stack acme/app/prod is not complete: the engine counts 0 resources with the operation update, its events are 1",
    ],
    [
      "it says changes and shows none",
      { code: 7 },
      eventsOf(linesOf([same])),
      "the refresh of stack acme/app/prod is not complete: the engine found changes, its events show none",
    ],
    [
      "it calls its own result failed",
      {},
      eventsOf([
        ...linesOf([same], null),
        JSON.stringify({ sequence: 9, summaryEvent: { result: "failed", resourceChanges: { same: 1 } } }),
      ]),
      "the refresh of stack acme/app/prod is not complete: the engine calls its result failed",
    ],
  ];
  for (const [when, end, events, expected] of cases) {
    it(`is no verdict where ${when}`, () => expect(problems(end, events)).to.deep.equal([expected]));
  }

  it("tells the first errors of providers, and how many more there are", () => {
    expect(problems({ code: 1 }, errors("a"))).to.deep.equal(["told: a"]);
    expect(problems({ code: 1 }, errors("a", "b", "c", "d", "e"))).to.deep.equal([
      "told: a",
      "told: b",
      "told: c",
      "and 2 more errors",
    ]);
  });
});
