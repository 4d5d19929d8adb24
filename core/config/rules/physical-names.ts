/** The names that things get at the vendors: long enough, short enough, and of the letters that the vendor takes. */
import { ACCOUNT_ROLES, bucketName, physicalName, STAGE_ROLES, vercelProjectName } from "../../naming/names.ts";
import type { ConfigPath } from "../path.ts";
import type { Violation } from "../violation.ts";
import { givenKeys, type Rule, type RuleContext } from "./rule.ts";

interface NameLimit {
  readonly what: string;
  readonly shortest: number;
  readonly longest: number;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET: NameLimit = { what: "an S3 bucket's name", shortest: 3, longest: 63 };
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const TABLE: NameLimit = { what: "a DynamoDB table's name", shortest: 3, longest: 255 };
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE: NameLimit = { what: "an IAM role's name", shortest: 1, longest: 64 };
/** https://vercel.com/docs/projects/overview: up to 100 lower-case characters, without the sequence ---. */
const PROJECT: NameLimit = { what: "a Vercel project's name", shortest: 1, longest: 100 };

/** Every account id has twelve digits, so the length is known before the account is. */
const ANY_ACCOUNT_ID = "000000000000";

/** S3 keeps these to itself. */
const RESERVED_BUCKET_PREFIX = /^(xn--|sthree-|amzn-s3-demo-)/;

export const bucketNamesFit: Rule = (context) =>
  shortNames(context, "buckets").flatMap(({ path, name }) => {
    const { app, aws } = context.written;
    const full = bucketName(app, context.stage?.name ?? "", name, aws.accountId ?? ANY_ACCOUNT_ID);
    const reserved = RESERVED_BUCKET_PREFIX.test(full)
      ? [
          {
            path: ["app"],
            allowed: "a name that S3 does not reserve: not starting with xn--, sthree- or amzn-s3-demo-",
            next: null,
          },
        ]
      : [];
    return [...outside(BUCKET, full, path), ...reserved];
  });

export const tableNamesFit: Rule = (context) =>
  shortNames(context, "tables").flatMap(({ path, name }) =>
    outside(TABLE, physicalName(context.written.app, context.stage?.name ?? "", name), path),
  );

export const roleNamesFit: Rule = ({ written, stages, stage }) => {
  const names =
    stage === null
      ? stages.flatMap(({ name }) => ACCOUNT_ROLES.map((role) => physicalName(written.app, name, role)))
      : STAGE_ROLES.map((role) => physicalName(written.app, stage.name, role));
  const longest = names.reduce((one, other) => (other.length > one.length ? other : one), "");
  return outside(ROLE, longest, ["app"]);
};

export const projectNamesFit: Rule = ({ written, stage }) => {
  if (stage === null) return [];
  return Object.keys(written.vercel.projects).flatMap((project) => {
    const path = ["vercel", "projects", project];
    const full = vercelProjectName(written.app, project, stage.name);
    const dashes = full.includes("---")
      ? [
          {
            path,
            given: full,
            allowed: "a Vercel project's name without three hyphens in a row",
            next: "Choose another name.",
          },
        ]
      : [];
    return [...outside(PROJECT, full, path), ...dashes];
  });
};

/** Tables or buckets with their paths; none for the account stack, which has no stage to name them after. */
function shortNames(
  context: RuleContext,
  kind: "tables" | "buckets",
): readonly { readonly path: ConfigPath; readonly name: string }[] {
  if (context.stage === null) return [];
  return Object.keys(context.written.warehouse).flatMap((layer) =>
    givenKeys(context, "warehouse", layer, kind).map((name) => ({ path: ["warehouse", layer, kind, name], name })),
  );
}

function outside(limit: NameLimit, full: string, path: ConfigPath): readonly Violation[] {
  const { what, shortest, longest } = limit;
  if (full === "" || (full.length >= shortest && full.length <= longest)) return [];
  const surplus = full.length - longest;
  return [
    {
      path,
      given: full,
      allowed: `${what} of ${shortest} to ${longest} characters; this one has ${full.length}`,
      next: `Shorten the name, app or the stage's name by ${surplus} character${surplus === 1 ? "" : "s"}.`,
    },
  ];
}
