import { expect } from "chai";
import { heartbeat } from "../../../cli/commands/heartbeat.ts";
import { UserError } from "../../../core/user-error.ts";
import { configOf } from "../../core/config/example.ts";

const pipelines = {
  etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 480, stages: ["prod"] },
  "nightly-sync": { workflow: "sync.yml", everyMinutes: 30, silentAfterMinutes: 480, heartbeat: "url" },
};
const url = "https://hc.example.com/canary-ping";

function world(variables: Readonly<Record<string, string>> = {}, more = {}) {
  const seen: unknown[] = [];
  const printed: string[] = [];
  const adapters = {
    stages: async () => ["dev", "prod"].map((stage) => configOf({ pipelines, ...more }, { stage })),
    variable: (name: string) => variables[name],
    count: async (beat: unknown) => void seen.push(beat),
    ping: async (address: string) => void seen.push(address),
    print: (text: string) => void printed.push(text),
  };
  return { adapters, seen, printed };
}

async function refusal(stage: string, pipeline: string, variables = {}, more = {}): Promise<string> {
  const { adapters, seen } = world(variables, more);
  try {
    await heartbeat({ stage, pipeline }, adapters);
  } catch (error) {
    expect(seen).to.deep.equal([]);
    if (error instanceof UserError) return `${error.message}\n${error.next}`;
  }
  throw new Error("the heartbeat was not refused");
}

describe("heartbeat", () => {
  it("counts a success in CloudWatch", async () => {
    const { adapters, seen, printed } = world();
    expect(await heartbeat({ stage: "prod", pipeline: "etl" }, adapters)).to.equal(0);
    expect(seen).to.deep.equal([{ app: "shop", stage: "prod", pipeline: "etl", region: "eu-central-1" }]);
    expect(printed).to.deep.equal(["prod: the success of etl was reported to CloudWatch."]);
  });

  it("pings the URL of the environment, and does not show it", async () => {
    const { adapters, seen, printed } = world({ HEARTBEAT_URL_NIGHTLY_SYNC: url });
    expect(await heartbeat({ stage: "dev", pipeline: "nightly-sync" }, adapters)).to.equal(0);
    expect(seen).to.deep.equal([url]);
    expect(printed).to.deep.equal(["dev: the success of nightly-sync was reported to its URL."]);
  });

  it("says how to hand over a URL that is missing, or is none", async () => {
    expect(await refusal("dev", "nightly-sync")).to.equal(
      [
        "The environment variable HEARTBEAT_URL_NIGHTLY_SYNC is not set: it holds the URL to ping for nightly-sync",
        `In the workflow's step, write env: { HEARTBEAT_URL_NIGHTLY_SYNC: "\${{ secrets.HEARTBEAT_URL_NIGHTLY_SYNC }}" }.`,
      ].join("\n"),
    );
    expect(await refusal("dev", "nightly-sync", {}, { github: { visibility: "private" } })).to.include(
      "secrets.DEV_HEARTBEAT_URL_NIGHTLY_SYNC }}",
    );
    const wrong = await refusal("dev", "nightly-sync", { HEARTBEAT_URL_NIGHTLY_SYNC: "canary" });
    expect(wrong).to.include("holds no URL").and.not.to.include("canary");
  });

  it("suggests the stage and the pipeline that were meant", async () => {
    expect(await refusal("prd", "etl")).to.equal("There is no stage prd; the stages are dev, prod\nDid you mean prod?");
    expect(await refusal("prod", "etll")).to.equal(
      "There is no pipeline etll; prod has etl and nightly-sync\nDid you mean etl?",
    );
    expect(await refusal("prod", "constructor")).to.include("There is no pipeline constructor");
  });

  it("says where a pipeline runs that does not run here", async () => {
    expect(await refusal("dev", "etl")).to.equal(
      "The pipeline etl does not run in dev; it runs in prod\nReport it there, or add dev to pipelines.etl.stages.",
    );
  });

  it("fails where the success could not be reported", async () => {
    const { adapters, printed } = world();
    const count = async () => {
      throw new UserError("CloudWatch did not take the report", "Run it again.");
    };
    const outcome = await heartbeat({ stage: "prod", pipeline: "etl" }, { ...adapters, count }).catch((error) => error);
    expect(outcome).to.be.instanceOf(UserError);
    expect(printed).to.deep.equal([]);
  });
});
