/** The rules: from what the comparison found at a place to drafts of findings. */
import type { FindingDraft } from "../findings/draft.ts";
import type { PlaceState, Severity } from "../findings/report.ts";
import type { Pairing, Subject } from "./addresses.ts";
import type { Setting } from "./comparison.ts";
import { groupLetters, standingOut } from "./groups.ts";
import { propertyPath } from "./place.ts";
import type { SecretPlace } from "./secret-ledger.ts";
import type { SharedSecret } from "./shared-secrets.ts";
import { shownStates } from "./shown-states.ts";
import type { Verdict, Visit } from "./verdict.ts";

/** By secret name: true asks for different values, false silences. */
export type MustDiffer = Readonly<Record<string, boolean>>;

export function missingResource(setting: Setting, { address, resources }: Subject): FindingDraft | null {
  if (!resources.includes(undefined)) return null;
  const equal = (a: number, b: number) => (resources[a] === undefined) === (resources[b] === undefined);
  return {
    code: "parity/missing-resource",
    severity: "error",
    address,
    path: "",
    stages: presence(setting, (stage) => resources[stage] !== undefined),
    standsOut: toNames(setting, standingOut([...resources.keys()], equal)),
  };
}

export function differingPlace(setting: Setting, subject: Subject, visit: Visit, verdict: Verdict): FindingDraft {
  const present = visit.stages.filter((stage) => visit.values[stage] !== undefined);
  const foreign = verdict.foreign ?? [];
  const scope = verdict.code === "parity/missing-property" ? visit.stages : present;
  const standsOut = foreign.length > 0 ? foreign.map(({ stage }) => stage) : standingOut(scope, verdict.equal);
  const states = shownStates(setting, subject, visit, verdict);
  const defaulted = present.filter((stage) => visit.defaulted.includes(stage));
  // A pointer quotes the keys of a text that is not to be shown.
  const isShown = states.every((place) => place.state !== "secret");
  return {
    code: verdict.code,
    severity: severityOf(verdict),
    address: subject.address,
    path: propertyPath(visit.place),
    stages: byName(setting, states),
    standsOut: toNames(setting, standsOut),
    detail: {
      pointer: isShown ? verdict.pointer : "",
      defaulted: toNames(setting, defaulted),
      foreign: foreign.map(({ stage, names, account }) => ({
        stage: nameOf(setting, stage),
        names: nameOf(setting, names),
        byAccount: account !== null,
      })),
    },
  };
}

/** null where `mustDiffer: false` silences it. */
export function sharedSecret(setting: Setting, shared: SharedSecret, mustDiffer: MustDiffer): FindingDraft | null {
  const { place, stages, bySecret, everywhere, ownPlace } = shared;
  const rules = (ownPlace ? [place] : everywhere).map(({ subject }) => ruleFor(subject, mustDiffer));
  if (rules.every((rule) => rule === false)) return null;
  return {
    code: "parity/shared-secret",
    severity: rules.includes(true) ? "error" : "warning",
    address: place.address,
    path: place.path,
    stages: secretStates(setting, place),
    standsOut: toNames(setting, stages),
    detail: {
      sharing: [...bySecret].sort(inOrder).map((sharing) => toNames(setting, sharing)),
      elsewhere: everywhere
        .filter((other) => other !== place)
        .map(placeName)
        .slice(0, 3),
    },
  };
}

/** null where at most one stage has a secret, or all were read. */
export function unreadableSecret(
  setting: Setting,
  place: SecretPlace,
  mustDiffer: MustDiffer,
  recorded: boolean,
): FindingDraft | null {
  const stages = new Set([...place.digests.keys(), ...place.unreadable]);
  if (place.unreadable.size === 0 || stages.size < 2) return null;
  const unverified = recorded && ruleFor(place.subject, mustDiffer) === true;
  return {
    code: unverified ? "parity/unverified" : "parity/unreadable",
    severity: unverified ? "error" : "warning",
    address: place.address,
    path: place.path,
    stages: secretStates(setting, place),
    standsOut: toNames(
      setting,
      [...place.unreadable].sort((a, b) => a - b),
    ),
    detail: { fromFile: !recorded },
  };
}

export function duplicateAddress(setting: Setting, { address, resources }: Pairing["ambiguous"][number]): FindingDraft {
  return {
    code: "parity/duplicate-address",
    severity: "warning",
    address,
    path: "",
    stages: presence(setting, (stage) => (resources[stage]?.length ?? 0) > 0),
    standsOut: setting.stageNames.filter((_name, stage) => (resources[stage]?.length ?? 0) > 1),
  };
}

/** `operations` by stage position: what was interrupted. */
export function pendingOperation(
  setting: Setting,
  address: string,
  operations: ReadonlyMap<number, readonly string[]>,
  exists: (stage: number) => boolean,
): FindingDraft {
  const interrupted = [...operations].sort(([a], [b]) => a - b);
  return {
    code: "parity/pending-operation",
    severity: "warning",
    address,
    path: "",
    stages: presence(setting, exists),
    standsOut: interrupted.map(([stage]) => nameOf(setting, stage)),
    detail: { operations: interrupted.map(([stage, types]) => `${types.join(" and ")} in ${nameOf(setting, stage)}`) },
  };
}

function severityOf({ code, note }: Verdict): Severity {
  if (note) return "note";
  return code === "parity/unreadable" ? "warning" : "error";
}

/** A binding's logical name is the secret's name; `key` and `secretName` are what the vendors call it. */
function ruleFor({ resources }: Subject, mustDiffer: MustDiffer): boolean | undefined {
  for (const resource of resources) {
    const { key, secretName } = resource?.state.inputs ?? {};
    for (const name of [resource?.name, key, secretName]) {
      if (typeof name === "string" && Object.hasOwn(mustDiffer, name)) return mustDiffer[name];
    }
  }
  return undefined;
}

function secretStates(setting: Setting, { digests, unreadable }: SecretPlace): Readonly<Record<string, PlaceState>> {
  const read = [...digests.keys()].sort((a, b) => a - b);
  const letters = groupLetters(read, (a, b) =>
    [...(digests.get(a) ?? [])].some((digest) => digests.get(b)?.has(digest)),
  );
  return byName(
    setting,
    setting.stageNames.map((_name, stage): PlaceState => {
      if (unreadable.has(stage)) return { state: "unreadable" };
      const group = letters.get(stage);
      return group === undefined ? { state: "absent" } : { state: "secret", group };
    }),
  );
}

/** By the first stage in which they differ. */
function inOrder(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((stage, index) => stage !== b[index]);
  return differing < 0 ? a.length - b.length : (a[differing] ?? 0) - (b[differing] ?? -1);
}

function placeName({ address, path }: SecretPlace): string {
  const name = address.slice(address.indexOf("::") + 2);
  return path === "value" ? name : `${name} ${path}`;
}

function presence(setting: Setting, exists: (stage: number) => boolean): Readonly<Record<string, PlaceState>> {
  return byName(
    setting,
    setting.stageNames.map((_name, stage) => (exists(stage) ? { state: "value" } : { state: "absent" })),
  );
}

/** Without a prototype: a stage may be called `__proto__` or `constructor`. */
function byName(setting: Setting, states: readonly PlaceState[]): Readonly<Record<string, PlaceState>> {
  const named: Record<string, PlaceState> = Object.create(null);
  for (const [stage, name] of setting.stageNames.entries()) named[name] = states[stage] ?? { state: "absent" };
  return named;
}

function toNames(setting: Setting, stages: readonly number[]): readonly string[] {
  return stages.map((stage) => nameOf(setting, stage));
}

function nameOf(setting: Setting, stage: number): string {
  return setting.stageNames[stage] ?? "";
}
