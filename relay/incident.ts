import { createHash } from "node:crypto";
import { own } from "./fields.ts";
import { type Happening, isLater, type Order } from "./happening.ts";
import { REPOSITORY } from "./stage.ts";

/** What is known of the things that are judged together. Ids, times and counts only: nothing that people wrote. */
export interface Family {
  readonly things: Readonly<Record<string, Thing>>;
}

export interface Thing {
  /** True from the message "failed" on, until the message "recovered". */
  readonly isOpen: boolean;
  /** The latest happening that counted. */
  readonly latest: Order;
  readonly succeeded: Order | null;
  /** The run that failed last, as `<run>/<attempt>`. */
  readonly failedRun: string | null;
  readonly isRun: boolean;
  readonly stage: string;
  /** Digest of the branch's name. */
  readonly branch: string;
  /** Since when it has been failing, in milliseconds since 1970. */
  readonly since: number;
  /** How often it has failed since then. */
  readonly failures: number;
  readonly incident: string;
}

export interface Judgement {
  /**
   * `failure` and `recovered` are messages. `repeat`: it had failed before. `same failure`: another thing of the family has
   * told of it. `fine`: a success where nothing was wrong. `late`: something later is known, or the same again.
   */
  readonly verdict: "failure" | "recovered" | "repeat" | "same failure" | "fine" | "late";
  readonly thing: Thing;
  readonly family: Family;
}

export const NOTHING_KNOWN: Family = { things: {} };

/** So many things of one workflow are remembered: an item of the table stays below 8 kB. */
const MOST_THINGS = 24;

/**
 * Judges one happening in the light of what is known. Deliveries may come in any order and more than once: the later one
 * counts, by the order in which things happened at GitHub.
 */
export function judge(family: Family, happening: Happening): Judgement {
  const key = keyOf(happening);
  const known = own(family.things, key);
  if (known !== undefined && !isLater(happening.order, known.latest)) return { verdict: "late", thing: known, family };
  const { verdict, thing } =
    happening.outcome === "success"
      ? afterSuccess(known, happening)
      : afterFailure(known, happening, isToldByOther(family, key, happening));
  return { verdict, thing, family: { things: pruned({ ...family.things, [key]: thing }) } };
}

export function isMessage(verdict: Judgement["verdict"]): verdict is "failure" | "recovered" {
  return verdict === "failure" || verdict === "recovered";
}

function afterSuccess(known: Thing | undefined, happening: Happening): Omit<Judgement, "family"> {
  const before = known ?? { ...begun(happening), failedRun: null };
  return {
    verdict: before.isOpen ? "recovered" : "fine",
    thing: { ...before, isOpen: false, latest: happening.order, succeeded: happening.order },
  };
}

function afterFailure(known: Thing | undefined, happening: Happening, isTold: boolean): Omit<Judgement, "family"> {
  const succeeded = known?.succeeded ?? null;
  if (known?.isOpen) {
    const { order: latest, run: failedRun } = happening;
    return { verdict: "repeat", thing: { ...known, latest, failedRun, failures: known.failures + 1 } };
  }
  return isTold
    ? { verdict: "same failure", thing: { ...begun(happening), succeeded } }
    : { verdict: "failure", thing: { ...begun(happening), succeeded, isOpen: true, failures: 1 } };
}

/**
 * A job that deploys and fails is told twice, as its deployment and as its run, in either order. And while one of them is
 * failing, people know that this workflow fails in that stage and on that branch: another attempt may fail at another place.
 * Unless the thing itself has succeeded since: then its failure is a new one.
 */
function isToldByOther(family: Family, key: string, happening: Happening): boolean {
  const isRun = happening.source === "workflow";
  const succeeded = own(family.things, key)?.succeeded ?? null;
  return Object.entries(family.things).some(([otherKey, other]) => {
    if (otherKey === key || !other.isOpen) return false;
    const isSameStage = other.stage === happening.stage && other.stage !== REPOSITORY;
    const isSameRun = happening.run !== null && other.failedRun === happening.run;
    if (isRun === other.isRun) return !isRun && isSameRun && isSameStage;
    const isSamePlace = isSameStage || other.branch === branchDigest(happening);
    return isSameRun || (isSamePlace && (succeeded === null || isLater(other.latest, succeeded)));
  });
}

function begun(happening: Happening): Thing {
  return {
    isOpen: false,
    latest: happening.order,
    succeeded: null,
    failedRun: happening.run,
    isRun: happening.source === "workflow",
    stage: happening.stage,
    branch: branchDigest(happening),
    since: happening.at,
    failures: 0,
    incident: digest([happening.family, happening.thing, ...happening.order].join("\n"), 12),
  };
}

/** Names of branches and jobs are digested: they may be long, and nobody has to read them here. */
function keyOf(happening: Happening): string {
  return digest(happening.thing, 16);
}

function branchDigest({ branch }: Happening): string {
  return digest(branch ?? "", 8);
}

/** Forgets what has not happened for longest, what is failing last of all. */
function pruned(things: Readonly<Record<string, Thing>>): Readonly<Record<string, Thing>> {
  const entries = Object.entries(things);
  if (entries.length <= MOST_THINGS) return things;
  const byWorth = entries.sort(
    ([, one], [, other]) => Number(other.isOpen) - Number(one.isOpen) || (isLater(one.latest, other.latest) ? -1 : 1),
  );
  return Object.fromEntries(byWorth.slice(0, MOST_THINGS));
}

function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
