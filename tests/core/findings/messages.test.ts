import { expect } from "chai";
import type { FindingDraft } from "../../../core/findings/draft.ts";
import { explain } from "../../../core/findings/messages.ts";
import type { PlaceState } from "../../../core/findings/report.ts";

const absent: PlaceState = { state: "absent" };
const unreadable: PlaceState = { state: "unreadable" };
const value = (shown: string): PlaceState => ({ state: "value", value: shown });
const secret = (group: string): PlaceState => ({ state: "secret", group });

const base: FindingDraft = {
  code: "parity/different-value",
  severity: "error",
  address: "aws:sqs/queue:Queue::jobs",
  path: "delaySeconds",
  stages: {},
  standsOut: [],
};

const allow = "If the difference is wanted, allow it under parity.allow.";

const cases: readonly (readonly [string, Partial<FindingDraft>, string, string])[] = [
  [
    "one stage lacks",
    {
      code: "parity/missing-resource",
      path: "",
      stages: { dev: value(""), staging: value(""), prod: absent },
      standsOut: ["prod"],
    },
    "prod lacks jobs (aws:sqs/queue:Queue), which dev and staging have",
    `Add it to prod or remove it from dev and staging. ${allow}`,
  ],
  [
    "one stage lacks what another has by default",
    {
      code: "parity/missing-property",
      stages: { dev: value("5"), staging: value("5"), qa: value("5"), prod: absent },
      standsOut: ["dev", "prod"],
      detail: { defaulted: ["dev"] },
    },
    "prod lacks jobs delaySeconds, which staging and qa set; in dev it is the provider's default",
    `Add it to dev and prod or remove it from staging and qa. ${allow}`,
  ],
  [
    "one stage sets what another has by default",
    {
      code: "parity/missing-property",
      stages: { dev: value("5"), staging: value("5"), prod: absent },
      standsOut: ["staging"],
      detail: { defaulted: ["dev"] },
    },
    "only staging sets jobs delaySeconds; in dev it is the provider's default",
    `Add it to dev and prod or remove it from staging. ${allow}`,
  ],
  [
    "two stages lack",
    {
      code: "parity/missing-property",
      stages: { dev: absent, staging: absent, prod: value("") },
      standsOut: ["dev", "staging"],
    },
    "dev and staging lack jobs delaySeconds, which prod has",
    `Add it to dev and staging or remove it from prod. ${allow}`,
  ],
  [
    "only two have",
    {
      code: "parity/missing-property",
      stages: { a: value(""), b: value(""), c: absent, d: absent, e: absent },
      standsOut: ["a", "b"],
    },
    "only a and b have jobs delaySeconds",
    `Add it to c, d and e or remove it from a and b. ${allow}`,
  ],
  [
    "one value among equal ones",
    { stages: { dev: value("a"), staging: value("a"), prod: value("b") }, standsOut: ["prod"] },
    'prod\'s jobs delaySeconds is "b", not "a" as in dev and staging',
    `Give all stages the same value. ${allow}`,
  ],
  [
    "a value too long for a sentence",
    { stages: { dev: value("a".repeat(59)), prod: value("b") }, standsOut: ["dev"] },
    "dev's jobs delaySeconds differs from prod's",
    `Give all stages the same value. ${allow}`,
  ],
  [
    "a value that the others do not hold alike",
    { stages: { dev: value("dev.x"), staging: value("staging.x"), prod: value("b") }, standsOut: ["prod"] },
    "prod's jobs delaySeconds differs from dev's and staging's",
    `Give all stages the same value. ${allow}`,
  ],
  [
    "two values that stand out",
    { stages: { dev: value("a"), staging: value("b"), prod: value("c") }, standsOut: ["dev", "staging"] },
    "dev's and staging's jobs delaySeconds differ from prod's",
    `Give all stages the same value. ${allow}`,
  ],
  [
    "secret and plain",
    {
      code: "parity/secrecy-mismatch",
      stages: { dev: secret("A"), staging: unreadable, prod: { state: "value" } },
      standsOut: ["prod"],
    },
    "jobs delaySeconds is secret in dev and staging and plain in prod",
    "Make it a secret in prod too (pulumi.secret, or --secret in the configuration) and then rotate it: it stands in clear in the state.",
  ],
  [
    "two stages that name others",
    {
      code: "parity/foreign-stage",
      path: "value",
      standsOut: ["staging", "prod"],
      detail: {
        foreign: [
          { stage: "staging", names: "dev", byAccount: false },
          { stage: "prod", names: "dev", byAccount: true },
        ],
      },
    },
    "staging's jobs names dev; prod's jobs names dev's account",
    `Give staging and prod their own value. ${allow}`,
  ],
  [
    "a shared secret that must differ",
    { code: "parity/shared-secret", path: "value", standsOut: ["dev", "prod"], detail: { elsewhere: ["A", "B"] } },
    "dev and prod share one secret: jobs, also as A and B",
    "Give every stage a secret of its own: mustDiffer asks for it.",
  ],
  [
    "several shared secrets",
    {
      code: "parity/shared-secret",
      path: "value",
      standsOut: ["a", "b", "c", "d", "e", "f", "g"],
      detail: { sharing: [["a", "b"], ["a", "b"], ["c"], ["d", "e"], ["d", "e"], ["f", "g"], ["c"]] },
    },
    "a and b share 2 secrets, d and e 2 others, f and g another: jobs; c's is a secret that another stage has too",
    "Give every stage a secret of its own: mustDiffer asks for it.",
  ],
  [
    "a shared secret",
    { code: "parity/shared-secret", severity: "warning", path: "value", standsOut: ["prod"] },
    "prod's jobs is a secret that another stage has too",
    "Give every stage a secret of its own, or declare the secret with mustDiffer: false.",
  ],
  [
    "a secret of a stack that was not opened",
    { code: "parity/unverified", path: "value", standsOut: ["dev", "prod-eu"] },
    "dev's and prod-eu's jobs could not be read, so nobody can say that the stages differ, as they must",
    "Give the passphrase of dev and prod-eu in STAGEKEEPER_PASSPHRASE_DEV and STAGEKEEPER_PASSPHRASE_PROD_EU.",
  ],
  [
    "a secret of a file that was not opened",
    { code: "parity/unreadable", path: "value", standsOut: ["dev"], detail: { fromFile: true } },
    "dev's jobs could not be read, so nobody can say whether the stages share it",
    "Export dev with pulumi stack export --show-secrets and the right passphrase.",
  ],
  [
    "resources that cannot be told apart",
    { code: "parity/duplicate-address", path: "", standsOut: ["dev"] },
    "dev has several resources aws:sqs/queue:Queue::jobs: which is which cannot be told, so they are not compared",
    "Give them different logical names, or different parents.",
  ],
  [
    "an interrupted operation",
    { code: "parity/pending-operation", path: "", standsOut: ["dev"], detail: { operations: ["creating in dev"] } },
    "an operation on jobs was interrupted: creating in dev",
    "Run pulumi refresh --stack dev to settle what became of it.",
  ],
  [
    "an expired allowance",
    { code: "allowance/expired", detail: { allowance: { origin: "parity.allow[0]", expires: "2026-01-31" } } },
    "the allowance parity.allow[0] expired after 2026-01-31",
    "Make the stages alike, or renew the date with a reason that still holds.",
  ],
];

describe("messages", () => {
  for (const [what, draft, message, remedy] of cases) {
    it(`say what is wrong and what to do: ${what}`, () => {
      expect(explain({ ...base, ...draft })).to.deep.equal({ message, remedy });
    });
  }
});
