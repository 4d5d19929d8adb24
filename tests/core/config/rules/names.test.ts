import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

/** A name so long that the physical name has exactly so many characters. */
const filling = (length: number, ...around: string[]) => "n".repeat(length - around.join("").length);
const bucket = (length: number) => filling(length, "shop-prod-", "-000000000000");
const tableName = (length: number) => filling(length, "shop-prod-");
const project = (length: number) => filling(length, "shop-", "-prod");
const buckets = (name: string) => ({ warehouse: { lake: { buckets: { [name]: {} } } } });
const tables = (name: string) => ({ warehouse: { lake: { tables: { [name]: { hashKey: "pk" } } } } });
const projects = (name: string) => ({ vercel: { projects: { [name]: {} } } });

describe("rules for names at the vendors", () => {
  ruleCases([
    { when: "a bucket's name of 63 characters", patch: buckets(bucket(63)), problems: [] },
    {
      when: "a bucket's name of 64 characters",
      patch: buckets(bucket(64)),
      problems: [
        inBase(
          `warehouse.lake.buckets.${bucket(64)}`,
          `"shop-prod-${bucket(64)}-000000000000"`,
          "an S3 bucket's name of 3 to 63 characters; this one has 64",
          "Shorten the name, app or the stage's name by 1 character.",
        ),
      ],
    },
    {
      when: "bucket names that S3 reserves",
      patch: { app: "sthree-shop" },
      problems: [
        inBase(
          "app",
          '"sthree-shop"',
          "a name that S3 does not reserve: not starting with xn--, sthree- or amzn-s3-demo-",
        ),
      ],
    },
    { when: "a table's name of 255 characters", patch: tables(tableName(255)), problems: [] },
    {
      when: "a table's name of 257 characters",
      patch: tables(tableName(257)),
      problems: [
        inBase(
          `warehouse.lake.tables.${tableName(257)}`,
          `"shop-prod-${tableName(257)}`.slice(0, 120).concat("..."),
          "a DynamoDB table's name of 3 to 255 characters; this one has 257",
          "Shorten the name, app or the stage's name by 2 characters.",
        ),
      ],
    },
    {
      when: "an app whose role names are too long",
      patch: { app: "a".repeat(51), warehouse: { lake: { buckets: null } } },
      problems: [
        inBase(
          "app",
          `"${"a".repeat(51)}-prod-pipeline"`,
          "an IAM role's name of 1 to 64 characters; this one has 65",
          "Shorten the name, app or the stage's name by 1 character.",
        ),
      ],
    },
    { when: "a Vercel project's name of 100 characters", patch: projects(project(100)), problems: [] },
    {
      when: "a Vercel project's name of 101 characters",
      patch: projects(project(101)),
      problems: [
        inBase(
          `vercel.projects.${project(101)}`,
          `"shop-${project(101)}-prod"`,
          "a Vercel project's name of 1 to 100 characters; this one has 101",
          "Shorten the name, app or the stage's name by 1 character.",
        ),
      ],
    },
    {
      when: "a Vercel project's name with three hyphens in a row",
      patch: projects("my---web"),
      problems: [
        inBase(
          "vercel.projects.my---web",
          '"shop-my---web-prod"',
          "a Vercel project's name without three hyphens in a row",
          "Choose another name.",
        ),
      ],
    },
  ]);
});
