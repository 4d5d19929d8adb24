/** Compares the inputs of one resource in all stages at once, place by place, without recursion into maps and lists. */
import type { Subject } from "./addresses.ts";
import { defaultedKeys } from "./auto-names.ts";
import { LeafComparison } from "./compare-leaves.ts";
import { compareSets } from "./compare-sets.ts";
import type { Comparison, Setting } from "./comparison.ts";
import { parseJson } from "./json-text.ts";
import { pairKeys } from "./keys.ts";
import { genericPath, keyIn, type Place, ROOT, stepsOf } from "./place.ts";
import { type PolicyRole, roleOfItem, roleOfKey } from "./policy-roles.ts";
import { isSet } from "./sets.ts";
import { forEachValue, isTree, ownValue, SecretValue, type Tree, UNKNOWN, unwrap } from "./values.ts";
import { Probe, type Sink, type Verdict, type Visit } from "./verdict.ts";

interface TreeVisit extends Visit {
  readonly role: PolicyRole;
  /** What differs here belongs to a place above; only secrets are taken note of. */
  readonly silent: boolean;
}

type Kind = "map" | "list" | "set" | "leaf";

/** The stages whose values are of one kind. */
interface KindGroup {
  readonly kind: Kind;
  readonly stages: readonly number[];
}

const NONE: readonly number[] = [];

export class TreeComparison implements Comparison {
  readonly setting: Setting;
  readonly subject: Subject;
  readonly #sink: Sink;
  readonly #propertyOf: (place: Place, stage: number) => string;
  readonly #within: string | null;
  readonly #type: string;
  readonly #isVercel: boolean;

  /**
   * `propertyOf` names the top-level input that a place belongs to; a place inside a text belongs to the text's.
   * `within` is the path of the roots without list indexes; null inside a text, where the type says nothing.
   */
  constructor(setting: Setting, subject: Subject, sink: Sink, propertyOf = topProperty, within: string | null = "") {
    this.setting = setting;
    this.subject = subject;
    this.#sink = sink;
    this.#propertyOf = propertyOf;
    this.#within = within;
    this.#type = subject.resources.find((resource) => resource !== undefined)?.type ?? "";
    this.#isVercel = this.#type.startsWith("vercel:");
  }

  /** `roots` by stage position, raw; `stages` are those that take part. */
  run(stages: readonly number[], roots: readonly unknown[]): void {
    const values = this.#byStage(stages, (stage) => roots[stage]);
    this.#compareFrom({
      place: ROOT,
      stages,
      values,
      defaulted: NONE,
      notSensitive: NONE,
      role: null,
      silent: false,
    });
  }

  #compareFrom(start: TreeVisit): void {
    const pending = [start];
    for (let visit = pending.pop(); visit; visit = pending.pop()) this.#compareAt(visit, pending);
  }

  probeText(place: Place, stages: readonly number[], roots: readonly unknown[]): Probe {
    return this.#probe(place, stages, roots, null);
  }

  probeElement(place: Place, stages: readonly number[], roots: readonly unknown[]): Probe {
    return this.#probe(place, stages, roots, this.#genericPath(place));
  }

  propertyOf(place: Place, stage: number): string {
    return this.#propertyOf(place, stage);
  }

  #probe(place: Place, stages: readonly number[], roots: readonly unknown[], within: string | null): Probe {
    const probe = new Probe();
    const propertyOf = (_inner: Place, stage: number) => this.#propertyOf(place, stage);
    new TreeComparison(this.setting, this.subject, probe, propertyOf, within).run(stages, roots);
    return probe;
  }

  #genericPath(place: Place): string | null {
    if (this.#within === null) return null;
    return [this.#within, genericPath(place)].filter((part) => part !== "").join(".");
  }

  #compareAt(visit: TreeVisit, pending: TreeVisit[]): void {
    const present = visit.stages.filter((stage) => visit.values[stage] !== undefined);
    const having = present.filter((stage) => !visit.defaulted.includes(stage));
    const missing = present.length < visit.stages.length && having.length > 0;
    if (missing && !visit.silent) {
      const equal = (a: number, b: number) => having.includes(a) === having.includes(b);
      this.#sink.differs(visit, { code: "parity/missing-property", equal, pointer: "" });
    }
    const report = missing || visit.silent ? null : this.#sink;
    const secret = present.filter((stage) => visit.values[stage] instanceof SecretValue);
    if (secret.length > 0) this.#compareSecrets(visit, present, secret, report);
    const plain = present.filter((stage) => !secret.includes(stage));
    if (plain.length === 0) return;
    if (secret.length > 0) this.#comparePlain({ ...visit, silent: true }, plain, null, pending);
    else this.#comparePlain(visit, plain, report, pending);
  }

  #comparePlain(visit: TreeVisit, present: readonly number[], report: Sink | null, pending: TreeVisit[]): void {
    const kinds = this.#kindsOf(visit, present);
    const verdict = report && present.length > 1 ? this.#verdictAt(visit, present, kinds) : null;
    if (verdict) report?.differs(visit, verdict);
    const below = kinds.length > 1 ? { ...visit, silent: true } : visit;
    for (const { kind, stages } of kinds) {
      if (kind === "map") this.#pushMembers(below, stages, pending);
      if (kind === "list") this.#pushItems(below, stages, pending);
      if (kind === "set") for (const stage of stages) this.#collectSecrets(visit.place, stage, visit.values[stage]);
    }
  }

  #verdictAt(visit: TreeVisit, present: readonly number[], kinds: readonly KindGroup[]): Verdict | null {
    const known = kinds.reduce((count, { stages }) => count + stages.length, 0);
    if (known < present.length && !this.setting.desired) return new LeafComparison(this, visit, present).verdict();
    const [only] = kinds;
    if (kinds.length > 1) return known < present.length ? null : this.#mixedVerdict(visit, kinds);
    if (only?.kind === "leaf") return new LeafComparison(this, visit, present).verdict();
    if (only?.kind !== "set") return null;
    const sets = this.#byStage(only.stages, (stage) => [visit.values[stage]].flat());
    return compareSets(this, visit.place, only.stages, sets);
  }

  /** Values of different kinds have no places in common below, so they are compared as wholes. */
  #mixedVerdict(visit: TreeVisit, kinds: readonly KindGroup[]): Verdict {
    const wholes = kinds.map(({ stages }) => {
      const probe = new Probe();
      new TreeComparison(this.setting, this.subject, probe, this.#propertyOf, this.#within).#compareFrom({
        ...visit,
        stages,
      });
      return { stages, probe };
    });
    const foreign = wholes.flatMap(({ probe }) => (probe.clean ? [] : (probe.worst?.verdict.foreign ?? [])));
    return {
      code: foreign.length > 0 ? "parity/foreign-stage" : "parity/different-value",
      equal: (a, b) =>
        wholes.some(({ stages, probe }) => stages.includes(a) && stages.includes(b) && probe.equal(a, b)),
      foreign,
      pointer: "",
    };
  }

  /** The stages by kind of their values; what is not known yet is of no kind. */
  #kindsOf(visit: TreeVisit, present: readonly number[]): readonly KindGroup[] {
    const groups: { kind: Kind; stages: number[] }[] = [];
    for (const stage of present) {
      const value = visit.values[stage];
      if (value === UNKNOWN) continue;
      const kind = this.#kindOf(visit, value);
      const group = groups.find((known) => known.kind === kind);
      if (group) group.stages.push(stage);
      else groups.push({ kind, stages: [stage] });
    }
    return groups;
  }

  #kindOf({ place, role }: TreeVisit, value: unknown): Kind {
    if (isTree(value)) return "map";
    if (role === "set") return "set";
    if (!Array.isArray(value)) return "leaf";
    return isSet(this.#type, place.shown, () => this.#genericPath(place)) ? "set" : "list";
  }

  #compareSecrets(visit: TreeVisit, present: readonly number[], secret: readonly number[], report: Sink | null): void {
    const { values, notSensitive } = visit;
    for (const stage of secret) {
      const value = values[stage];
      if (value instanceof SecretValue) this.#sink.secret(visit.place, stage, value, !notSensitive.includes(stage));
    }
    if (!report) return;
    if (secret.length < present.length) {
      const equal = (a: number, b: number) => secret.includes(a) === secret.includes(b);
      report.differs(visit, { code: "parity/secrecy-mismatch", equal, pointer: "" });
    } else if (secret.length > 1 && secret.every((stage) => notSensitive.includes(stage)))
      this.#compareNotSensitive(visit, secret, report);
  }

  /** Stored as secrets, though the vendor shows them to everybody: compared like plain values, never shown. */
  #compareNotSensitive(visit: TreeVisit, stages: readonly number[], report: Sink): void {
    const plain = this.#byStage(stages, (stage) => {
      const value = visit.values[stage];
      const text = value instanceof SecretValue ? this.setting.plaintextOf(stage, value) : undefined;
      return text === undefined ? undefined : parseJson(text);
    });
    if (stages.some((stage) => plain[stage] === undefined)) return;
    const probe = this.probeText(visit.place, stages, plain);
    if (!probe.clean) report.differs(visit, { code: "parity/different-value", equal: probe.equal, pointer: "" });
  }

  /** The secrets of a set stand at the set. */
  #collectSecrets(place: Place, stage: number, set: unknown): void {
    for (const element of [set].flat()) {
      const shareable = !(this.#isVercel && isTree(element) && isNotSensitive(element));
      forEachValue(element, (value) => {
        if (value instanceof SecretValue) this.#sink.secret(place, stage, value, shareable);
      });
    }
  }

  #pushMembers(visit: TreeVisit, stages: readonly number[], pending: TreeVisit[]): void {
    const maps = this.#mapsOf(visit, stages);
    const notSensitive = this.#isVercel ? stages.filter((stage) => isNotSensitive(maps[stage] ?? {})) : NONE;
    for (const { shown, keys } of pairKeys(maps, this.setting.vocabulary)) {
      const uniform = keys.every((key) => key === undefined || key === shown);
      const value = (stage: number) => ownValue(maps[stage] ?? {}, keys[stage] ?? shown);
      pending.push({
        place: { parent: visit.place, shown, keys: uniform ? null : keys },
        stages,
        values: this.#byStage(stages, (stage) => (keys[stage] === undefined ? undefined : value(stage))),
        defaulted: stages.filter((stage) => defaultedKeys(maps[stage] ?? {}).includes(keys[stage] ?? shown)),
        notSensitive: shown === "value" ? notSensitive : NONE,
        role: roleOfKey(visit.role, shown),
        silent: visit.silent,
      });
    }
  }

  #pushItems(visit: TreeVisit, stages: readonly number[], pending: TreeVisit[]): void {
    const lists = visit.values as readonly (readonly unknown[])[];
    const length = Math.max(...stages.map((stage) => lists[stage]?.length ?? 0));
    for (let index = 0; index < length; index++) {
      pending.push({
        place: { parent: visit.place, shown: index, keys: null },
        stages,
        values: this.#byStage(stages, (stage) => lists[stage]?.[index]),
        defaulted: NONE,
        notSensitive: NONE,
        role: roleOfItem(visit.role),
        silent: visit.silent,
      });
    }
  }

  #mapsOf(visit: TreeVisit, stages: readonly number[]): readonly (Tree | undefined)[] {
    const maps: (Tree | undefined)[] = new Array(this.setting.stageNames.length).fill(undefined);
    for (const stage of stages) {
      const value = visit.values[stage];
      if (isTree(value)) maps[stage] = value;
    }
    return maps;
  }

  #byStage<T>(stages: readonly number[], valueIn: (stage: number) => T): readonly unknown[] {
    const values: unknown[] = new Array(this.setting.stageNames.length).fill(undefined);
    for (const stage of stages) values[stage] = unwrap(valueIn(stage));
    return values;
  }
}

/** Vercel shows the value to everybody then, though the provider stores it as a secret. */
function isNotSensitive(variable: Tree): boolean {
  return ownValue(variable, "sensitive") === false;
}

function topProperty(place: Place, stage: number): string {
  const [top] = stepsOf(place);
  return top ? String(keyIn(top, stage)) : "";
}
