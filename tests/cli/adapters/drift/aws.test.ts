import { expect } from "chai";
import { type AwsAccess, awsAccess, awsCheck } from "../../../../cli/adapters/drift/aws/check.ts";
import type { VendorResult } from "../../../../core/drift/types.ts";
import { TestSandbox } from "../../../sandbox/support.ts";
import { Deployed, found, url } from "./support.ts";

const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

describe("the check of AWS, with AWS's own client", () => {
  let sandbox: TestSandbox;
  let deployed: Deployed;
  let subscription: string;

  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    deployed = new Deployed(sandbox);
    const topic = await deployed.up("aws:sns/topic:Topic", "alerts", { name: "agent-ops-alerts" });
    const inputs = { topic, protocol: "email", endpoint: "jdoe@example.com" };
    subscription = await deployed.up(subscriptionType, "jdoe", inputs);
    // A person of the sandbox confirms as soon as somebody looks.
    await sandbox.read(subscriptionType, subscription, {});
  });
  afterEach(() => sandbox.stop());

  const access = (more: Partial<AwsAccess> = {}): AwsAccess => ({
    credentials: { accessKeyId: "AKIASANDBOX000000000", secretAccessKey: "sandbox" },
    profile: null,
    endpoint: url(sandbox, "aws"),
    timeoutMs: 300,
    ...more,
  });
  const check = (more?: Partial<AwsAccess>): Promise<VendorResult> => awsCheck(access(more))(deployed.context());
  const pending = (value: boolean) =>
    sandbox.control("POST", "/edit", { type: subscriptionType, id: subscription, path: "pendingConfirmation", value });
  const fault = (answer: number | string) =>
    sandbox.control("POST", "/rest-faults", { vendor: "aws", path: "*", answer, times: 9 });

  it("finds nothing where every subscription is confirmed", async () => {
    expect(await check()).to.deep.equal({ drafts: [], incomplete: [], coverage: [], notes: [] });
  });

  it("finds a subscription that waits for its confirmation", async () => {
    await pending(true);
    expect(found(await check())).to.deep.equal(["drift/changed jdoe pendingConfirmation"]);
  });

  it("leaves it to a refresh to say that one is gone", async () => {
    await sandbox.control("POST", "/remove", { type: subscriptionType, id: subscription });
    expect(await check()).to.deep.include({ drafts: [], incomplete: [] });
  });

  const failures: readonly (readonly [string, number | string, RegExp])[] = [
    ["403", 403, /^AWS answered 403 for the subscription jdoe: .*the action sns:GetSubscriptionAttributes/],
    ["500 every time", 500, /^AWS answered 500 for the subscription jdoe, also when asked again/],
    ["no answer", "timeout", /^AWS did not answer for the subscription jdoe within 0.3 s/],
    ["a broken connection every time", "reset", /^AWS could not be reached for the subscription jdoe/],
  ];
  for (const [title, answer, line] of failures) {
    it(`is incomplete, and does not call it pending, after ${title}`, async () => {
      await pending(true);
      await fault(answer);
      const result = await check();
      expect(found(result)).to.deep.equal([]);
      expect(result.incomplete).to.have.length(1);
      expect(result.incomplete[0]).to.match(line);
    });
  }

  it("takes credentials and address from the environment that it is given", () => {
    expect(awsAccess({})).to.deep.equal({ credentials: null, profile: null, endpoint: null });
    const env = {
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
      AWS_PROFILE: "mine",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1/aws",
    };
    expect(awsAccess(env)).to.deep.equal({
      credentials: { accessKeyId: "AKIA", secretAccessKey: "secret", sessionToken: "token" },
      profile: "mine",
      endpoint: "http://127.0.0.1:1/aws",
    });
  });
});
