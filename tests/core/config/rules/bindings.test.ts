import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

const variables = (map: object) => ({ variables: map });
const secrets = (map: object) => ({ secrets: map });
const toGitHub = { value: "x", to: ["github"] };
const toVercel = { value: "x", to: ["vercel.web"] };
const inRepository = { github: { visibility: "private" } };
const CHOOSE = "Choose another name.";
const OUTPUTS = [
  "warehouse.lake.tables.facts.name",
  "warehouse.lake.tables.facts.arn",
  "warehouse.lake.buckets.landing.name",
  "warehouse.lake.buckets.landing.arn",
  "vercel.web.id",
  "vercel.web.name",
  "stage.name",
  "aws.region",
  "aws.accountId",
  "roles.pipeline.arn",
  "roles.runtime.arn",
  "alerts.topic.arn",
];
const anOutput = (...extra: string[]) => `an output of the stage: ${[...OUTPUTS, ...extra].join(", ")}`;

describe("rules for where a binding's value comes from", () => {
  ruleCases([
    ...OUTPUTS.map((from) => ({
      when: `the output ${from}`,
      patch: variables({ X: { from, to: ["github"] } }),
      problems: [],
    })),
    {
      when: "an output that does not exist",
      patch: variables({
        X: { from: "warehouse.lake.tables.fact.name", to: ["github"] },
        Y: { from: "nonsense", to: ["github"] },
      }),
      problems: [
        inBase(
          "variables.X.from",
          '"warehouse.lake.tables.fact.name"',
          anOutput(),
          "Did you mean warehouse.lake.tables.facts.name?",
        ),
        inBase("variables.Y.from", '"nonsense"', anOutput()),
      ],
    },
    {
      when: "an extra output, where the program was not asked",
      patch: variables({ X: { from: "extra.queue.url", to: ["github"] } }),
      problems: [],
    },
    {
      when: "an extra output of the program",
      patch: variables({ X: { from: "extra.queue.url", to: ["github"] } }),
      more: { extraOutputs: ["queue.url"] },
      problems: [],
    },
    {
      when: "an extra output that the program does not have",
      patch: variables({ X: { from: "extra.queue.uri", to: ["github"] } }),
      more: { extraOutputs: ["queue.url"] },
      problems: [
        inBase("variables.X.from", '"extra.queue.uri"', anOutput("extra.queue.url"), "Did you mean extra.queue.url?"),
      ],
    },
    {
      when: "an extra output of the wrong form, where the program was not asked",
      patch: variables({ X: { from: "extra.queue", to: ["github"] } }),
      problems: [inBase("variables.X.from", '"extra.queue"', anOutput())],
    },
    {
      when: "a variable without and one with two sources",
      patch: variables({ NONE: { to: ["github"] }, BOTH: { value: "x", from: "stage.name", to: ["github"] } }),
      problems: [
        inBase("variables.NONE", null, "either value or from", "Add value or from."),
        inBase("variables.BOTH", null, "either value or from", "Remove one of them."),
      ],
    },
    {
      when: "a date and midnight where they are meant",
      patch: variables({
        DAY: { ...toGitHub, value: "2026-12-31" },
        MIDNIGHT: { ...toGitHub, value: "2026-12-31T00:00:00+00:00" },
      }),
      problems: [],
    },
    ...["2026-12-31T00:00:00Z", "2026-12-31 00:00:00 +0000 UTC"].map((value) => ({
      when: `a date without quotes, handed over by Pulumi as ${value}`,
      patch: variables({ DAY: { ...toGitHub, value } }),
      problems: [
        inBase(
          "variables.DAY.value",
          JSON.stringify(value),
          "a quoted text: YAML makes a time stamp of a date without quotes",
          'Quote the date, "2026-12-31", or write midnight as "2026-12-31T00:00:00+00:00".',
        ),
      ],
    })),
  ]);
});

describe("rules for where a binding goes", () => {
  ruleCases([
    {
      when: "hosts that do not exist, for variables and secrets",
      patch: { ...variables({ X: { value: "x", to: ["githib", "vercel.api"] } }), ...secrets({ S: { to: ["aws"] } }) },
      problems: [
        inBase("variables.X.to[0]", '"githib"', "github or vercel.web", "Did you mean github?"),
        inBase("variables.X.to[1]", '"vercel.api"', "github or vercel.web", "Did you mean vercel.web?"),
        inBase("secrets.S.to[0]", null, "github or vercel.web"),
      ],
    },
    {
      when: "a host named twice",
      patch: secrets({ S: { to: ["github", "vercel.web", "github"] } }),
      problems: [inBase("secrets.S.to[2]", null, "each host once", "Remove it.")],
    },
    {
      when: "no host",
      patch: variables({ X: { value: "x", to: [] } }),
      problems: [inBase("variables.X.to", "[]", "at least one host: github or vercel.<project>")],
    },
  ]);
});

describe("rules for names of bindings", () => {
  ruleCases([
    { when: "names of letters, digits and _", patch: variables({ _a1: toGitHub, B_2: toVercel }), problems: [] },
    {
      when: "names with other characters",
      patch: {
        ...variables({ "LOG-LEVEL": toGitHub, "1ST": toVercel }),
        ...secrets({ "API KEY": { to: ["github"] } }),
      },
      problems: [
        inBase(
          "variables.LOG-LEVEL",
          '"LOG-LEVEL"',
          "a name of letters, digits and _, not starting with a digit",
          CHOOSE,
        ),
        inBase("variables.1ST", '"1ST"', "a name of letters, digits and _, not starting with a digit", CHOOSE),
        inBase('secrets["API KEY"]', '"API KEY"', "a name of letters, digits and _, not starting with a digit", CHOOSE),
      ],
    },
    {
      when: "GitHub's own prefix, in any case",
      patch: { ...variables({ GITHUB_REF: toGitHub }), ...secrets({ github_token: { to: ["github"] } }) },
      problems: [
        inBase(
          "variables.GITHUB_REF",
          '"GITHUB_REF"',
          "a name without the prefix GITHUB_, which GitHub keeps to itself",
          CHOOSE,
        ),
        inBase(
          "secrets.github_token",
          '"github_token"',
          "a name without the prefix GITHUB_, which GitHub keeps to itself",
          CHOOSE,
        ),
      ],
    },
    { when: "GitHub's prefix at Vercel", patch: variables({ GITHUB_REF: toVercel }), problems: [] },
    {
      when: "GitHub's prefix behind a stage's",
      patch: { ...inRepository, ...variables({ GITHUB_REF: toGitHub }) },
      problems: [],
    },
    {
      when: "a stage whose prefix is GitHub's",
      patch: { ...inRepository, stages: ["github", "prod"], ...variables({ REF: toGitHub }) },
      problems: [
        inBase(
          "variables.REF",
          '"GITHUB_REF"',
          "a name without the prefix GITHUB_, which GitHub keeps to itself",
          CHOOSE,
        ),
      ],
    },
    {
      when: "names that differ in case only",
      patch: variables({ LOG: toGitHub, log: toGitHub, Log: toVercel }),
      problems: [
        inBase(
          "variables.log",
          '"log"',
          "a name that GitHub can tell from the variable LOG: GitHub ignores case",
          CHOOSE,
        ),
      ],
    },
    {
      when: "a variable and a secret of one name at GitHub",
      patch: { ...variables({ X: toGitHub }), ...secrets({ X: { to: ["github"] } }) },
      problems: [],
    },
    {
      when: "names that become one behind the stages' prefixes",
      patch: { ...inRepository, stages: ["eu", "eu-x", "prod"], ...variables({ X_KEY: toGitHub, KEY: toGitHub }) },
      problems: [
        inBase(
          "variables.KEY",
          '"KEY"',
          "a name that GitHub can tell from the variable X_KEY: both become EU_X_KEY in the repository",
          CHOOSE,
        ),
      ],
    },
    { when: "a name that only Vercel reserves, at GitHub", patch: variables({ TZ: toGitHub }), problems: [] },
    {
      when: "a name that Vercel reserves",
      patch: variables({ TZ: toVercel }),
      problems: [inBase("variables.TZ", '"TZ"', "a name that Vercel does not reserve for its functions", CHOOSE)],
    },
    {
      when: "a variable and a secret of one name in one Vercel project",
      patch: { ...variables({ X: toVercel }), ...secrets({ X: { to: ["vercel.web"] } }) },
      problems: [
        inBase(
          "secrets.X",
          '"X"',
          "a name that no variable has in vercel.web",
          "Rename one of them, or remove the variable.",
        ),
      ],
    },
  ]);
});
