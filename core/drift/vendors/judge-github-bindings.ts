/** Secrets and variables at GitHub: which are declared nowhere, and which secrets somebody else wrote. */
import type { Coverage } from "../../findings/report.ts";
import type { DriftDraft } from "../types.ts";
import { type BindingKind, bindingType, type GitHubPlace, isWatched } from "./github-places.ts";
import type { WriteOnlyValue } from "./judge-writes.ts";
import { textOutput } from "./recorded.ts";

/** A secret or variable as GitHub lists it. Its value never gets this far. */
export interface SeenBinding {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

export interface SeenPlace {
  readonly place: GitHubPlace;
  readonly seen: Readonly<Record<BindingKind, readonly SeenBinding[]>>;
  /** False where one of the lists could not be read. */
  readonly isWhole: boolean;
}

/** One finding for each name that the stack should have declared; `places` in the order of {@link githubPlaces}. */
export function unmanagedBindings(places: readonly SeenPlace[]): DriftDraft[] {
  const [first] = places;
  return places.flatMap((entry) =>
    kinds.flatMap((kind) =>
      undeclared(entry, kind).map((name): DriftDraft => {
        const address = `${bindingType(entry.place, kind)}::${logicalName(entry, name, entry === first)}`;
        const detail = { kind: "unmanaged", what: kind, name, place: placeText(entry.place) } as const;
        return { ...absentDraft, address, detail: { vendor: detail } };
      }),
    ),
  );
}

/** How many of the names that the stack should declare it does declare. Empty where it has no place of its own, or not all was read. */
export function githubCoverage(places: readonly SeenPlace[]): readonly Omit<Coverage, "stage">[] {
  const own = places.filter(({ place }) => place.watched.names !== "none");
  if (own.length === 0 || own.some(({ isWhole }) => !isWhole)) return [];
  let [managed, total] = [0, 0];
  for (const entry of own) {
    for (const kind of kinds) {
      const watched = entry.seen[kind].filter(({ name }) => isWatched(entry.place.watched, name));
      total += watched.length;
      managed += watched.length - undeclared(entry, kind).length;
    }
  }
  return [{ vendor: "GitHub secrets and variables", managed, total }];
}

/** Every declared secret that exists, with what is known of its last write. */
export function secretWrites(places: readonly SeenPlace[]): WriteOnlyValue[] {
  return places.flatMap(({ place, seen }) =>
    place.declared.secret.flatMap(({ name, recorded }) => {
      const found = seen.secret.find((secret) => secret.name.toUpperCase() === name);
      if (found === undefined) return [];
      const { created, modified, unsettled } = recorded;
      const ownWriteAt = goTime(textOutput(recorded.outputs, "updatedAt"));
      const write = { writtenAt: found.updatedAt, ownWriteAt, madeAt: null, created, modified, unsettled };
      return [{ recorded, name, place: placeText(place), isOverwritten: true, write }];
    }),
  );
}

/** `the environment prod`, `the repository agent-ops`. */
export function placeText({ repository, environment }: GitHubPlace): string {
  return environment === null ? `the repository ${repository}` : `the environment ${environment}`;
}

/** Time as the provider writes it (go-github's Timestamp printed by Go): `2026-11-23 17:14:28 +0000 UTC`. */
export function goTime(text: string | null): number | null {
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? \+0000 UTC$/.exec(text ?? "") ?? [];
  const at = date === undefined ? Date.parse(text ?? "") : Date.parse(`${date}T${time}Z`);
  return Number.isNaN(at) ? null : at;
}

const kinds = ["secret", "variable"] as const;

const absentDraft = {
  code: "drift/unmanaged",
  path: "",
  recorded: { state: "absent" },
  actual: { state: "value" },
} as const;

function undeclared({ place, seen }: SeenPlace, kind: BindingKind): string[] {
  const declared = new Set(place.declared[kind].map(({ name }) => name));
  return seen[kind]
    .map(({ name }) => name.toUpperCase())
    .filter((name) => isWatched(place.watched, name) && !declared.has(name));
}

/** The logical name that a declared binding of the place would have: its own, without the stage's prefix. */
function logicalName({ place }: SeenPlace, name: string, isFirst: boolean): string {
  const bare = place.watched.names === "prefixed" ? name.slice(place.watched.prefix.length) : name;
  return isFirst ? bare : `${place.environment ?? place.repository}.${bare}`;
}
