/** Reads the cases under `tests/fixtures/parity`: stages in short form, options, and the findings expected. README.md there explains the form. */
import { readdirSync, readFileSync } from "node:fs";
import { parse, type ScalarTag } from "yaml";
import type { AllowanceInput } from "../../../core/findings/allowances.ts";
import type { Finding, PlaceState } from "../../../core/findings/report.ts";
import type { CompareOptions } from "../../../core/parity/index.ts";
import { fullChain, type ShortStage, secret, signed, toDeployment } from "./short-state.ts";

const FOLDER = new URL("../../fixtures/parity/", import.meta.url);

export interface Expected {
  readonly code: string;
  readonly severity: string;
  readonly address: string;
  readonly path: string;
  readonly standsOut: readonly string[];
  readonly states?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly suppressed?: string;
}

export interface Case {
  readonly about: string;
  readonly options: CompareOptions;
  readonly expected: readonly Expected[];
  /** Text that must not occur anywhere in the report. */
  readonly hidden: readonly string[];
  /** Expected notes, where the case says any. */
  readonly notes: readonly string[] | null;
}

interface WrittenCase {
  readonly about: string;
  readonly source?: CompareOptions["source"];
  readonly stages: Readonly<Record<string, ShortStage>>;
  readonly allow?: readonly Partial<AllowanceInput>[];
  readonly mustDiffer?: Readonly<Record<string, boolean>>;
  readonly today?: string;
  readonly configuredStages?: readonly string[];
  readonly redact?: boolean;
  readonly hidden?: readonly string[];
  readonly notes?: readonly string[];
  readonly expect: readonly (string | { readonly [line: string]: Partial<Expected> })[];
}

let files = 0;
/** No two stages keep a file at the same path. */
const nextPath = () => `file${files++}`;

const customTags: ScalarTag[] = [
  { tag: "!secret", resolve: (text) => secret({ plaintext: JSON.stringify(text) }) },
  { tag: "!secretJson", resolve: (text) => secret({ plaintext: text }) },
  { tag: "!asset", resolve: (hash) => signed("asset", { hash, path: nextPath() }) },
  { tag: "!archive", resolve: (hash) => signed("archive", { hash, path: nextPath() }) },
  { tag: "!output", resolve: (text) => signed("output", text === "" ? {} : { value: text }) },
  { tag: "!secretOutput", resolve: (value) => signed("output", { secret: true, value }) },
  { tag: "!resource", resolve: (urn) => signed("resource", { urn, id: urn, packageVersion: "1" }) },
  { tag: "!encrypted", resolve: (text) => secret({ ciphertext: text }) },
];

export function caseNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".yaml"))
    .sort();
}

export function readCase(file: string): Case {
  const written = parse(readFileSync(new URL(file, FOLDER), "utf8"), { customTags }) as WrittenCase;
  const options: CompareOptions = {
    stages: Object.entries(written.stages).map(([name, stage]) => ({
      name,
      ...("aliases" in stage && stage.aliases ? { aliases: stage.aliases } : {}),
      deployment: toDeployment(name, stage),
    })),
    source: written.source ?? "state",
    allowances: (written.allow ?? []).map((allowance) => ({ reason: "wanted", owner: "jdoe", ...allowance })),
    mustDiffer: written.mustDiffer ?? {},
    today: written.today ?? "2026-11-24",
    generatedAt: "2026-11-24T08:00:00Z",
    redactValues: written.redact ?? false,
    ...(written.configuredStages ? { configuredStages: written.configuredStages } : {}),
  };
  const expected = written.expect.flatMap((entry) =>
    typeof entry === "string"
      ? [expectation(entry, {})]
      : Object.entries(entry).map(([line, more]) => expectation(line, more)),
  );
  return { about: written.about, options, expected, hidden: written.hidden ?? [], notes: written.notes ?? null };
}

/** The finding in the form of an expectation, with the optional parts that the expectation has. */
export function asExpected(finding: Finding, like: Expected | undefined): Expected {
  const { code, severity, address, path, standsOut, stages, message, suppressed } = finding;
  return {
    code,
    severity,
    address,
    path,
    standsOut,
    ...(like?.states
      ? { states: Object.fromEntries(Object.entries(stages).map(([stage, place]) => [stage, inWords(place)])) }
      : {}),
    ...(like?.message === undefined ? {} : { message }),
    ...(suppressed || like?.suppressed !== undefined ? { suppressed: suppressed?.reason ?? "" } : {}),
  };
}

/** `error different-value Table::facts billingMode: prod`; the path may be left out. */
function expectation(line: string, more: Partial<Expected>): Expected {
  const parts = /^(error|warning|note) (\S+) (.+?)(?: > (.+?))?(?: \| (.*))?$/.exec(line);
  if (!parts) throw new Error(`not an expectation: ${line}`);
  const [, severity = "", code = "", address = "", path = "", out = ""] = parts;
  return {
    code: code.startsWith("allowance/") ? code : `parity/${code}`,
    severity,
    address: address === "-" ? "" : fullAddress(address),
    path,
    standsOut: out === "" ? [] : out.split(" "),
    ...more,
  };
}

function fullAddress(address: string): string {
  const split = address.indexOf("::");
  if (split < 0) return address;
  return `${fullChain(address.slice(0, split))}${address.slice(split)}`;
}

function inWords(place: PlaceState): string {
  if (place.state === "secret") return `secret ${place.group}`;
  if (place.state !== "value") return place.state;
  return place.value === undefined ? "value" : `value ${JSON.stringify(place.value)}`;
}
