import { expect } from "chai";
import { formatProblems } from "../../../core/config/problems-text.ts";
import { inBase, inStage, problemsOf } from "./example.ts";

describe("the text of configuration problems", () => {
  it("shows all at once, by file, each once", () => {
    const twice = inBase("github.plan", '"fre"', "free, pro, team or enterprise", "Did you mean free?");
    const problems = [
      twice,
      inStage("aws.region", null, "an AWS region", "Add region to aws; it is required."),
      twice,
      inBase("app", '"Shop"', "a name"),
    ];
    expect(formatProblems(problems)).to.equal(
      [
        "The configuration has 3 problems:",
        "",
        "Pulumi.yaml",
        "  stagekeeper:base.github.plan",
        '    given    "fre"',
        "    allowed  free, pro, team or enterprise",
        "    next     Did you mean free?",
        "  stagekeeper:base.app",
        '    given    "Shop"',
        "    allowed  a name",
        "    next     Correct it in Pulumi.yaml.",
        "",
        "Pulumi.prod.yaml",
        "  stagekeeper:stage.aws.region",
        "    allowed  an AWS region",
        "    next     Add region to aws; it is required.",
      ].join("\n"),
    );
  });

  it("speaks of one problem where there is one", () => {
    expect(formatProblems(problemsOf({ app: "Shop" }))).to.match(
      /^The configuration has 1 problem:\n\nPulumi\.yaml\n {2}stagekeeper:base\.app\n/,
    );
  });
});
