/** The comparison of indexed stages: pair, compare each resource, judge, apply allowances, report. */
import { applyAllowances, type FindingPlace } from "../findings/allowances.ts";
import type { FindingDraft } from "../findings/draft.ts";
import { toFinding } from "../findings/finding.ts";
import type { Finding, PlaceState, Report } from "../findings/report.ts";
import { sortFindings } from "../findings/sorting.ts";
import { staleAllowances } from "../findings/stale-allowance.ts";
import { summarise } from "../findings/summary.ts";
import { withoutValues } from "../findings/without-values.ts";
import { type Pairing, pairResources, type Subject, stagesOf } from "./addresses.ts";
import { TreeComparison } from "./compare-trees.ts";
import type { Setting } from "./comparison.ts";
import { leftOpen, type ToCompare } from "./fast/glance.ts";
import { LookedStages } from "./fast/looked-stages.ts";
import * as judge from "./judge.ts";
import { StageLookups } from "./lookups.ts";
import { providerNotes } from "./provider-notes.ts";
import { References } from "./references.ts";
import { type Resource, STACK_REFERENCE } from "./resource.ts";
import { SecretLedger } from "./secret-ledger.ts";
import { secretReader } from "./secret-reader.ts";
import { findSharedSecrets } from "./shared-secrets.ts";
import type { StageIndex } from "./stage-index.ts";
import type { CompareOptions } from "./types.ts";
import { parseUrn } from "./urn.ts";
import type { Tree } from "./values.ts";
import type { Sink } from "./verdict.ts";
import { Vocabulary } from "./words.ts";

const DESIRED_NOTE =
  "The program was evaluated and no secret was decrypted: only presence, secrecy and declarations of secrets were compared.";

export function compareIndexed(stages: readonly StageIndex[], options: CompareOptions): Report {
  const vocabulary = new Vocabulary(stages.map((stage) => stage.own));
  const pairing = pairResources(stages, vocabulary, (resource) => resource.compared);
  // What is not compared pairs by the same rules, so that references to it can be told apart.
  pairResources(stages, vocabulary, (resource) => !resource.compared && isNamed(resource));
  const looked = LookedStages.over(stages, vocabulary, pairing);
  const lookups = looked ?? new StageLookups(stages);
  const setting: Setting = {
    vocabulary,
    lookups,
    references: new References(lookups, vocabulary),
    stageNames: stages.map((stage) => stage.name),
    ...secretReader(options),
  };
  const ledger = new SecretLedger(setting);
  const drafts = [
    ...comparePairs(setting, pairing, options, looked, ledger),
    ...pairing.ambiguous.map((ambiguous) => judge.duplicateAddress(setting, ambiguous)),
    ...pendingOperations(setting, stages, pairing),
  ];
  const names = stages.map((stage) => stage.name);
  const found = drafts.map((draft) => toFinding("parity", options.redactValues ? withoutValues(draft) : draft));
  const findings = sortFindings(judged(found, names, options, ledger.undecided()));
  return {
    schemaVersion: 1,
    kind: "parity",
    source: options.source,
    stages: names,
    generatedAt: options.generatedAt,
    summary: summarise(findings, pairing.subjects.length),
    incomplete: options.incomplete ?? [],
    findings,
    notes: [...providerNotes(stages), ...(options.source === "desired" ? [DESIRED_NOTE] : [])],
  };
}

/** External resources and stack references are what a value can refer to, apart from the resources compared. */
function isNamed(resource: Resource): boolean {
  return resource.state.external === true || resource.type === STACK_REFERENCE || resource.state.custom === false;
}

/** One finding per place: what differs comes before what is shared or unreadable. */
function comparePairs(
  setting: Setting,
  pairing: Pairing,
  options: CompareOptions,
  looked: LookedStages | null,
  ledger: SecretLedger,
): readonly FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const subject of pairing.subjects) {
    const missing = judge.missingResource(setting, subject);
    if (missing) drafts.push(missing);
  }
  const sinkOf = (subject: Subject): Sink => ({
    differs: (visit, verdict) => drafts.push(judge.differingPlace(setting, subject, visit, verdict)),
    secret: (place, stage, secret, shareable) => ledger.add(subject, place, stage, secret, shareable),
  });
  const { subjects } = pairing;
  for (const { subject, inputs } of looked ? leftOpen(setting, looked, subjects, sinkOf) : withAllInputs(subjects))
    new TreeComparison(setting, subject, sinkOf(subject)).run(stagesOf(subject), inputs ?? inputsOf(subject));
  const taken = new Set(drafts.map(placeKey));
  const add = (draft: FindingDraft | null) => {
    if (!draft || taken.has(placeKey(draft))) return;
    taken.add(placeKey(draft));
    drafts.push(draft);
  };
  const mustDiffer = options.mustDiffer ?? {};
  const places = ledger.places();
  const shared = findSharedSecrets(places, (place) => taken.has(placeKey(place)));
  for (const found of shared) add(judge.sharedSecret(setting, found, mustDiffer));
  if (!setting.desired) {
    for (const place of places) add(judge.unreadableSecret(setting, place, mustDiffer, options.source === "recorded"));
  }
  return drafts.map((draft) => withoutKnownSecrets(draft, ledger));
}

function* withAllInputs(subjects: readonly Subject[]): Generator<ToCompare> {
  for (const subject of subjects) yield { subject, inputs: null };
}

/** By stage position. */
function inputsOf({ resources }: Subject): readonly (Tree | undefined)[] {
  return resources.map((resource) => resource?.state.inputs ?? {});
}

function pendingOperations(setting: Setting, stages: readonly StageIndex[], pairing: Pairing): readonly FindingDraft[] {
  if (stages.every(({ pending }) => pending.length === 0)) return [];
  const subjects = new Map(pairing.subjects.map((subject) => [subject.address, subject]));
  const byAddress = new Map<string, Map<number, string[]>>();
  for (const [stage, { pending, byUrn }] of stages.entries()) {
    for (const { resource, type } of pending) {
      const known = byUrn.get(resource.urn);
      const urn = parseUrn(resource.urn);
      const address = known?.compared ? known.address : urn ? pairing.addressOf(urn, stage) : resource.urn;
      const operations = byAddress.get(address) ?? new Map<number, string[]>();
      operations.set(stage, [...(operations.get(stage) ?? []), type]);
      byAddress.set(address, operations);
    }
  }
  return [...byAddress].map(([address, operations]) =>
    judge.pendingOperation(
      setting,
      address,
      operations,
      (stage) => subjects.get(address)?.resources[stage] !== undefined,
    ),
  );
}

function judged(
  found: readonly Finding[],
  stages: readonly string[],
  options: CompareOptions,
  undecided: readonly FindingPlace[],
): readonly Finding[] {
  const incomplete = (options.incomplete ?? []).length > 0;
  const complete = !incomplete && (options.configuredStages ?? []).every((stage) => stages.includes(stage));
  const allowed = applyAllowances(found, options.allowances ?? [], {
    today: options.today,
    stages,
    complete,
    undecided,
  });
  return [...allowed.findings, ...staleAllowances(allowed.stale).map((draft) => toFinding("parity", draft))];
}

/** A value that is a secret elsewhere is not shown here either. */
function withoutKnownSecrets(draft: FindingDraft, ledger: SecretLedger): FindingDraft {
  return mapStates(draft, (place) =>
    place.state === "value" && ledger.isKnownSecret(place.value) ? { state: "value" } : place,
  );
}

function mapStates(draft: FindingDraft, change: (place: PlaceState) => PlaceState): FindingDraft {
  const stages: Record<string, PlaceState> = Object.create(null);
  for (const [stage, place] of Object.entries(draft.stages)) stages[stage] = change(place);
  return { ...draft, stages };
}

function placeKey({ address, path }: { readonly address: string; readonly path: string }): string {
  return `${address}\0${path}`;
}
