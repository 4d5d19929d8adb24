import { expect } from "chai";
import { stackOfStage } from "../../../cli/commands/sandbox/stage.ts";
import { unknownStage } from "../../../cli/commands/unknown-stage.ts";
import { configOf } from "../../core/config/example.ts";

describe("a stage that there is not", () => {
  it("is named, with the one that was probably meant", () => {
    const { message, next } = unknownStage("prd", ["dev", "prod"]);
    expect(message).to.equal("There is no stage prd; the stages are dev, prod");
    expect(next).to.equal("Did you mean prod?");
  });

  it("comes with what can be done where none is near", () => {
    expect(unknownStage("qa", ["dev", "prod"]).next).to.equal(
      "Choose one of them, or add it to stages in Pulumi.yaml.",
    );
  });

  it("is refused by the sandbox, which knows the account stack too", () => {
    const sandbox = { stages: [configOf({}, { stage: "dev" })], accountStack: "account" };
    expect(stackOfStage(sandbox, "dev")).to.equal("dev");
    expect(stackOfStage(sandbox, "account")).to.equal("account");
    expect(() => stackOfStage(sandbox, "acount")).to.throw("There is no stage acount; the stages are dev, account");
    expect(stackOfStage({ stages: [], accountStack: null }, "any")).to.equal("any");
  });
});
