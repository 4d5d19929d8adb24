import { expect } from "chai";
import { andList, counted, nearest, orList } from "../../../core/text/words.ts";

describe("words for messages", () => {
  it("lists words as a sentence has them", () => {
    expect([orList([]), orList(["a"]), orList(["a", "b"]), orList(["a", "b", "c"])]).to.deep.equal([
      "",
      "a",
      "a or b",
      "a, b or c",
    ]);
  });

  it("joins them with and", () => {
    expect([andList(["a"]), andList(["a", "b", "c"])]).to.deep.equal(["a", "a, b and c"]);
  });

  it("counts with the right ending", () => {
    expect([counted(0, "problem"), counted(1, "problem"), counted(2, "problem")]).to.deep.equal([
      "0 problems",
      "1 problem",
      "2 problems",
    ]);
  });

  it("finds the word that was probably meant", () => {
    const keys = ["reviewers", "plan", "repository"];
    expect(nearest("reviewer", keys)).to.equal("reviewers");
    expect(nearest("REPOSITORY", keys)).to.equal("repository");
    expect(nearest("plam", keys)).to.equal("plan");
    expect(nearest("zebra", keys)).to.equal(null);
    expect(nearest("x", [])).to.equal(null);
  });
});
