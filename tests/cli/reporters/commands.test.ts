import { expect } from "chai";
import { piecesOf, wrapAroundCommands } from "../../../cli/reporters/commands.ts";
import { render } from "../../../cli/reporters/index.ts";
import { finding, report } from "./builders.ts";

const URN =
  "urn:pulumi:prod::agent-ops::stagekeeper:index:Stage$github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret::DATABASE_URL";
const REPLACE = `pulumi up --stack prod --replace '${URN}'`;
const DELETE = `pulumi state delete --stack acme/agent-ops/prod '${URN}'`;
const UP = "pulumi up --stack prod --refresh";

const commandsOf = (sentence: string) => piecesOf(sentence).flatMap(({ isCommand, text }) => (isCommand ? [text] : []));

describe("commands in a sentence", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`Restore it: ${UP}. Or adopt it: change the program to it.`, [UP]],
    ["Or adopt it: pulumi refresh --stack acme/app/prod.", ["pulumi refresh --stack acme/app/prod"]],
    [
      `Restore it: ${REPLACE}. Or give it a new value, then pulumi up --stack prod.`,
      [REPLACE, "pulumi up --stack prod"],
    ],
    [`Restore it: ${DELETE}, which touches the state only`, [DELETE]],
    ["pulumi up does not, because the provider does not see it", ["pulumi up"]],
    ["Export dev with pulumi stack export --show-secrets and it", ["pulumi stack export --show-secrets"]],
    [
      "a name: pulumi state delete --stack prod 'it'\\''s a name'.",
      ["pulumi state delete --stack prod 'it'\\''s a name'"],
    ],
    ["dev's pulumi is 'new', not 'old'", []],
  ];
  for (const [sentence, commands] of cases) {
    it(`are told from the rest: ${sentence.slice(0, 50)}`, () => {
      expect(commandsOf(sentence)).to.deep.equal(commands);
      expect(
        piecesOf(sentence)
          .map(({ text }) => text)
          .join(""),
      ).to.equal(sentence);
    });
  }

  it("have a line to themselves where they are longer than it", () => {
    expect(wrapAroundCommands(`Restore it: ${DELETE}, which touches the state only. Or ${UP}.`, 60)).to.deep.equal([
      "Restore it:",
      DELETE,
      "which touches the state only. Or",
      `${UP}.`,
    ]);
  });

  it("are moved to the next line rather than broken", () => {
    expect(wrapAroundCommands(`Restore it: ${UP}. Or adopt it.`, 40)).to.deep.equal([
      "Restore it:",
      `${UP}. Or`,
      "adopt it.",
    ]);
  });

  const remedy = `Restore it: ${REPLACE}. Or give it a new value.`;
  const written = report([finding("drift/changed", "error", { path: "value", stage: "prod", remedy })], {
    kind: "drift",
    source: "actual",
    stages: ["prod"],
  });

  it("can be copied from a table of 80 columns", async () => {
    expect((await render("table", written)).split("\n").map((line) => line.trim())).to.include(REPLACE);
  });

  it("stand in code type in Markdown", async () => {
    expect(await render("markdown", written)).to.contain(`→ Restore it: \`${REPLACE}\`. Or give it a new value.`);
  });
});
