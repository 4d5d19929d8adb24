import { expect } from "chai";

import type { Registered } from "./support/evaluate.ts";
import { changedBase, evaluateStage } from "./support/example.ts";

const KEPT = /^aws:(dynamodb|s3)\//;
const PROTECTED = /^(aws:(dynamodb|iam|s3)\/|vercel:index\/project:|github:index\/repositoryEnvironment:)/;

describe("protection", () => {
  it("covers data, roles, the Vercel project and the GitHub environment of the last stage", async () => {
    const { resources } = await evaluateStage("prod");

    expect(addresses(resources, ({ protect }) => protect)).to.deep.equal(
      addresses(resources, ({ address }) => PROTECTED.test(address)),
    );
    expect(addresses(resources, ({ protect }) => protect)).to.have.lengthOf(29);
  });

  it("keeps what holds data, even when it is taken off", async () => {
    const { resources } = await evaluateStage("prod");

    expect(addresses(resources, ({ retainOnDelete }) => retainOnDelete)).to.deep.equal(
      addresses(resources, ({ address }) => KEPT.test(address)),
    );
    expect(addresses(resources, ({ retainOnDelete }) => retainOnDelete)).to.have.lengthOf(21);
  });

  it("covers nothing of the other stages", async () => {
    const { resources } = await evaluateStage("staging");

    expect(addresses(resources, ({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal([]);
  });

  it("goes with the last stage, whatever its name", async () => {
    const { resources } = await evaluateStage("live", {
      config: { base: changedBase({ stages: ["dev", "prod", "live"] }) },
    });

    expect(addresses(resources, ({ protect }) => protect)).to.have.lengthOf(29);
  });
});

function addresses(resources: readonly Registered[], chosen: (resource: Registered) => boolean): readonly string[] {
  return resources
    .filter(chosen)
    .map(({ address }) => address)
    .sort();
}
