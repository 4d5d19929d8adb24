import { expect } from "chai";
import { sameStack } from "../../../core/config/stack-name.ts";
import { readStages, roleOfStack } from "../../../core/config/stages.ts";

const BASE = {
  stages: ["dev", { name: "prod", stack: "acme/shop/live", aliases: ["main"] }],
  aws: { accountStack: "cloud" },
};

describe("which stack is which stage", () => {
  it("reads stages and the account stack from the base alone", () => {
    expect(readStages(BASE)).to.deep.equal({
      stages: [
        { name: "dev", stack: "dev", aliases: [] },
        { name: "prod", stack: "acme/shop/live", aliases: ["main"] },
      ],
      accountStack: "cloud",
    });
  });

  it("reads nothing from what is no configuration", () => {
    for (const base of [undefined, null, "text", [], { stages: [3] }, { stages: [] }, { aws: "text" }]) {
      expect(readStages(base)).to.deep.equal({ stages: [], accountStack: "account" });
    }
  });

  it("knows a stage's stack, the account's, and others", () => {
    expect(roleOfStack(BASE, undefined, "live")).to.deep.equal({
      kind: "stage",
      stage: { name: "prod", stack: "acme/shop/live", aliases: ["main"] },
    });
    expect(roleOfStack(BASE, {}, "acme/shop/cloud")).to.deep.equal({ kind: "account" });
    expect(roleOfStack(BASE, "text", "prod")).to.deep.equal({
      kind: "unknown",
      known: ["dev", "acme/shop/live", "cloud"],
    });
  });

  it("knows a second account's stack, which names itself in its own file", () => {
    expect(roleOfStack(BASE, { aws: { accountStack: "cloud-prod" } }, "cloud-prod")).to.deep.equal({ kind: "account" });
  });

  it("compares full names as written, and a short name with the end of a full one", () => {
    expect(sameStack("acme/shop/live", "live")).to.equal(true);
    expect(sameStack("acme/shop/live", "acme/shop/live")).to.equal(true);
    expect(sameStack("acme/shop/live", "other/shop/live")).to.equal(false);
    expect(sameStack("acme/shop/live", "shop")).to.equal(false);
  });
});
