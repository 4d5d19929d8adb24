/** A drift check whose stacks, vendors and terminal are made up. */
import { type DriftAdapters, type DriftOptions, drift } from "../../../cli/commands/drift.ts";
import type { StackAccess } from "../../../cli/commands/drift-access.ts";
import type { DriftConfiguration } from "../../../cli/commands/drift-plan.ts";
import type { AccountConfig } from "../../../core/config/types.ts";
import type { EngineEnd } from "../../../core/drift/failures.ts";
import type { VendorCheck, VendorContext } from "../../../core/drift/types.ts";
import type { Report } from "../../../core/findings/report.ts";
import type { ReadState, StateResource } from "../../../core/parity/state.ts";
import { configOf } from "../../core/config/example.ts";
import { closed, deploymentOf, type Event, eventsOf, linesOf, opened, recorded } from "../../core/drift/state.ts";

export const queue = recorded({ name: "jobs", inputs: { size: 1, token: closed } });
export const openQueue = recorded({ name: "jobs", inputs: { size: 1, token: opened("hush hush hush") } });
export const same: Event = { op: "same", urn: queue.urn };
export const grown: Event = {
  op: "update",
  urn: queue.urn,
  new: { inputs: {}, outputs: { size: 2, token: closed } },
  diffs: ["size"],
  detailedDiff: { size: {} },
};

export interface FakeStack {
  readonly events?: readonly string[];
  readonly end?: Partial<EngineEnd>;
  readonly state?: ReadState;
  readonly openState?: ReadState;
  readonly locks?: readonly ("held" | "free")[];
}

interface Seen {
  readonly printed: string[];
  readonly logged: string[];
  readonly files: Record<string, string>;
  readonly stacks: string[];
  readonly opened: string[];
  /** What was begun, in this order. */
  readonly begun: string[];
  readonly contexts: VendorContext[];
  timeouts: number[];
  most: number;
  closed: boolean;
}

export const read = (...resources: readonly StateResource[]): ReadState => ({
  ok: true,
  deployment: deploymentOf(...resources),
});
export const unread = (reason: string): ReadState => ({ ok: false, reason });
const end = (parts: Partial<EngineEnd> = {}): EngineEnd => ({
  code: 0,
  signal: null,
  timedOut: false,
  stderr: "",
  ...parts,
});

interface Given {
  readonly stages?: readonly string[];
  readonly stacks?: Readonly<Record<string, FakeStack>>;
  readonly configuration?: DriftConfiguration | null;
  readonly knownStacks?: readonly string[];
  readonly checks?: readonly VendorCheck[];
  readonly secrets?: readonly string[];
  readonly report?: Partial<DriftOptions["report"]>;
  readonly parallel?: number;
  readonly open?: DriftAdapters["open"];
}

export async function run(given: Given = {}) {
  const seen: Seen = {
    printed: [],
    logged: [],
    files: {},
    stacks: [],
    opened: [],
    begun: [],
    contexts: [],
    timeouts: [],
    most: 0,
    closed: false,
  };
  let running = 0;
  const access = (stack: string): StackAccess => {
    const fake = given.stacks?.[stack] ?? {};
    const locks = [...(fake.locks ?? [])];
    return {
      findLock: async () =>
        locks.shift() === "held" ? { owner: "ci@runner", pid: "7", since: new Date("2026-11-24T00:00:00Z") } : null,
      async refresh() {
        seen.stacks.push(stack);
        seen.begun.push("refresh");
        running += 1;
        seen.most = Math.max(seen.most, running);
        await new Promise((turn) => setTimeout(turn, 5));
        running -= 1;
        return { end: end(fake.end), events: eventsOf(fake.events ?? linesOf([same])) };
      },
      async readState(secrets) {
        if (secrets === "open") seen.opened.push(stack);
        seen.begun.push(`state, ${secrets}`);
        return (
          (secrets === "open" ? fake.openState : undefined) ??
          fake.state ??
          read(secrets === "open" ? openQueue : queue)
        );
      },
      vendorChecks: given.checks ?? [],
    };
  };
  const adapters: DriftAdapters = {
    configuration: async () => given.configuration ?? null,
    knownStacks: async () => given.knownStacks ?? ["dev", "prod"],
    open:
      given.open ??
      (async () => ({
        stack({ stack }, timeoutMinutes) {
          seen.timeouts.push(timeoutMinutes);
          return access(stack);
        },
        secrets: given.secrets ?? [],
        close: async () => {
          seen.closed = true;
        },
      })),
    openIssues: async () => {
      throw new Error("nobody asked for issues");
    },
    now: () => new Date("2026-11-24T08:00:00.123Z"),
    progress: () => undefined,
    projectFile: async () => "Pulumi.yaml",
    version: "0.0.0",
    print: (text) => seen.printed.push(text),
    log: (line) => seen.logged.push(line),
    write: (file, text) => {
      seen.files[file] = text;
    },
    terminal: { columns: 80, hasColour: false },
  };
  const report = {
    format: "json",
    outputs: [],
    failOn: "error",
    redact: "none",
    allowIncomplete: false,
    ...given.report,
  } as const;
  const options = {
    stages: given.stages ?? [],
    timeoutMinutes: 30,
    parallel: given.parallel ?? 4,
    keepsIssues: false,
    report,
  };
  const code = await drift(options, adapters);
  return { code, seen, report: (seen.printed[0]?.startsWith("{") ? JSON.parse(seen.printed[0]) : null) as Report };
}

export const stagekeeper = (patch: unknown = {}): DriftConfiguration => ({
  stages: ["dev", "prod"].map((stage) => configOf(patch, { stage })),
  accountStack: "account",
  account: () => ({ aws: { accountStack: "account" } }) as AccountConfig,
});
