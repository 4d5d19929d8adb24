/** What a comparison of stages found. */
import { passphraseVariableName } from "../../naming/names.ts";
import { andList } from "../../text/words.ts";
import type { FindingDraft, MessageDetail } from "../draft.ts";
import type { PlaceState } from "../report.ts";
import { at, type Explanation, type Messages, placeOf, possessive, quoted, stagesWhere, typeOf } from "./words.ts";

export const PARITY_MESSAGES: Messages = {
  "parity/missing-resource": explainMissing,
  "parity/missing-property": explainMissing,
  "parity/secrecy-mismatch": explainSecrecy,
  "parity/foreign-stage": explainForeign,
  "parity/different-value": explainDifferent,
  "parity/shared-secret": explainShared,
  "parity/unreadable": explainUnreadable,
  "parity/unverified": explainUnreadable,
  "parity/duplicate-address": explainDuplicate,
  "parity/pending-operation": explainPending,
};

const ALLOW = "If the difference is wanted, allow it under parity.allow.";

function explainMissing(draft: FindingDraft, { defaulted = [] }: MessageDetail): Explanation {
  const having = stagesWhere(draft, (place, stage) => place.state !== "absent" && !defaulted.includes(stage));
  const absent = stagesWhere(draft, (place) => place.state === "absent");
  const type = draft.path === "" ? ` (${typeOf(draft)})` : "";
  const onlySome = draft.standsOut.every((stage) => having.includes(stage));
  const [has, have] = defaulted.length > 0 ? ["sets", "set"] : ["has", "have"];
  const verb = having.length === 1 ? has : have;
  const message = onlySome
    ? `only ${andList(having)} ${verb} ${placeOf(draft)}${type}`
    : `${andList(absent)} ${absent.length === 1 ? "lacks" : "lack"} ${placeOf(draft)}${type}, which ${andList(having)} ${verb}`;
  const filledIn = defaulted.length > 0 ? `; in ${andList(defaulted)} it is the provider's default` : "";
  const lacking = stagesWhere(draft, (_place, stage) => !having.includes(stage));
  return {
    message: `${message}${filledIn}`,
    remedy: `Add it to ${andList(lacking)} or remove it from ${andList(having)}. ${ALLOW}`,
  };
}

function explainSecrecy(draft: FindingDraft): Explanation {
  const plain = stagesWhere(draft, (place) => place.state === "value");
  const secret = stagesWhere(draft, (place) => place.state === "secret" || place.state === "unreadable");
  return {
    message: `${placeOf(draft)} is secret in ${andList(secret)} and plain in ${andList(plain)}`,
    remedy: `Make it a secret in ${andList(plain)} too (pulumi.secret, or --secret in the configuration) and then rotate it: it stands in clear in the state.`,
  };
}

function explainForeign(draft: FindingDraft, { foreign = [], pointer }: MessageDetail): Explanation {
  const named = new Map<string, string[]>();
  for (const { stage, names, byAccount } of foreign) {
    const whom = byAccount ? `${names}'s account` : names;
    named.set(whom, [...(named.get(whom) ?? []), stage]);
  }
  const place = `${placeOf(draft)}${at(pointer)}`;
  const clauses = [...named].map(
    ([whom, stages]) => `${possessive(stages)} ${place} ${stages.length === 1 ? "names" : "name"} ${whom}`,
  );
  const [names, own] = draft.standsOut.length === 1 ? ["names", "its"] : ["name", "their"];
  const message =
    clauses.length > 0 ? clauses.join("; ") : `${possessive(draft.standsOut)} ${place} ${names} another stage`;
  if (draft.severity === "note") {
    return {
      message: `${message}: all stages carry the same copy`,
      remedy: `Nothing to do if they are meant to share it. ${ALLOW}`,
    };
  }
  return {
    message,
    remedy: `Give ${andList(draft.standsOut)} ${own} own value. ${ALLOW}`,
  };
}

function explainDifferent(draft: FindingDraft, { pointer }: MessageDetail): Explanation {
  const { standsOut } = draft;
  const others = stagesWhere(draft, (place, stage) => place.state !== "absent" && !standsOut.includes(stage));
  const place = `${placeOf(draft)}${at(pointer)}`;
  const odd = quoted(draft.stages[standsOut[0] ?? ""]);
  const usual = quotedOnce(others.map((stage) => draft.stages[stage]));
  const message =
    standsOut.length === 1 && !pointer && odd !== null && usual !== null
      ? `${possessive(standsOut)} ${place} is ${odd}, not ${usual} as in ${andList(others)}`
      : `${possessive(standsOut)} ${place} ${standsOut.length === 1 ? "differs" : "differ"} from ${possessive(others)}`;
  return { message, remedy: `Give all stages the same value. ${ALLOW}` };
}

/** What all of them hold, as JSON: stages that are equal by meaning may hold different values. */
function quotedOnce(places: readonly (PlaceState | undefined)[]): string | null {
  const [text = null, ...others] = new Set(places.map(quoted));
  return others.length === 0 ? text : null;
}

function explainShared(
  draft: FindingDraft,
  { elsewhere = [], sharing = [draft.standsOut] }: MessageDetail,
): Explanation {
  const { severity } = draft;
  const also = elsewhere.length > 0 ? `, also as ${andList(elsewhere)}` : "";
  const own = "Give every stage a secret of its own";
  return {
    message: `${sharedClause(placeOf(draft), sharing)}${also}`,
    remedy:
      severity === "error"
        ? `${own}: mustDiffer asks for it.`
        : `${own}, or declare the secret with mustDiffer: false.`,
  };
}

/** `dev and prod share one secret: KEY`; a stage by itself shares with what others have elsewhere. */
function sharedClause(place: string, sharing: readonly (readonly string[])[]): string {
  const pairs = sharing.filter((stages) => stages.length > 1).map((stages) => andList(stages));
  const alone = [...new Set(sharing.filter((stages) => stages.length === 1).flat())];
  const [first, ...others] = new Set(pairs);
  const times = (pair: string) => pairs.filter((other) => other === pair).length;
  const only = "a secret that another stage has too";
  if (first === undefined) return `${possessive(alone)} ${place} is ${only}`;
  const clauses = [
    `${first} share ${times(first) === 1 ? "one secret" : `${times(first)} secrets`}`,
    ...others.map((pair) => `${pair} ${times(pair) === 1 ? "another" : `${times(pair)} others`}`),
  ];
  return `${clauses.join(", ")}: ${place}${alone.length > 0 ? `; ${possessive(alone)} is ${only}` : ""}`;
}

function explainUnreadable(draft: FindingDraft, { fromFile }: MessageDetail): Explanation {
  const { standsOut } = draft;
  const doubt =
    draft.code === "parity/unverified"
      ? "so nobody can say that the stages differ, as they must"
      : "so nobody can say whether the stages share it";
  const stages = standsOut.map((stage) => passphraseVariableName(stage));
  return {
    message: `${possessive(standsOut)} ${placeOf(draft)} could not be read, ${doubt}`,
    remedy: fromFile
      ? `Export ${andList(standsOut)} with pulumi stack export --show-secrets and the right passphrase.`
      : `Give the passphrase of ${andList(standsOut)} in ${andList(stages)}.`,
  };
}

function explainDuplicate(draft: FindingDraft): Explanation {
  return {
    message: `${andList(draft.standsOut)} ${draft.standsOut.length === 1 ? "has" : "have"} several resources ${draft.address}: which is which cannot be told, so they are not compared`,
    remedy: "Give them different logical names, or different parents.",
  };
}

function explainPending(draft: FindingDraft, { operations = [] }: MessageDetail): Explanation {
  const [first] = draft.standsOut;
  return {
    message: `an operation on ${placeOf(draft)} was interrupted: ${operations.join(", ")}`,
    remedy: `Run pulumi refresh --stack ${first} to settle what became of it.`,
  };
}
