import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { countSuccess } from "../../../../cli/adapters/heartbeat/count.ts";
import { UserError } from "../../../../core/user-error.ts";

const beat = { app: "agent-ops", stage: "prod", pipeline: "etl", region: "eu-central-1" };

/** CloudWatch's own refusals, through the vendor's client; that it counts is proven against the sandbox. */
describe("counting a success in CloudWatch", () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function refusal(status: number, type: string): Promise<{ readonly text: string; readonly asked: number }> {
    let asked = 0;
    const answering = createServer((_, response) => {
      asked += 1;
      const body = JSON.stringify({ __type: `com.amazonaws.cloudwatch#${type}`, message: `said ${type}` });
      response.writeHead(status, {
        "content-type": "application/x-amz-json-1.0",
        "x-amzn-query-error": `${type};Sender`,
      });
      response.end(body);
    });
    server = answering;
    await new Promise<void>((done) => answering.listen(0, "127.0.0.1", done));
    const endpoint = `http://127.0.0.1:${(answering.address() as AddressInfo).port}`;
    const env = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "canary-key" };
    try {
      await countSuccess(beat, env);
    } catch (error) {
      if (error instanceof UserError) return { text: `${error.message}\n${error.next}`, asked };
      throw error;
    }
    throw new Error("the report did not fail");
  }

  it("says which role to use where these credentials may not", async () => {
    const { text, asked } = await refusal(403, "AccessDeniedException");
    expect(text).to.include("said AccessDeniedException").and.to.include("roles.pipeline.arn of prod");
    expect(text).not.to.include("canary");
    expect(asked).to.equal(1);
  });

  it("says how a job takes on the role where the credentials are none", async () => {
    const { text } = await refusal(403, "InvalidClientTokenIdException");
    expect(text).to.include("aws-actions/configure-aws-credentials");
  });

  it("tries again where CloudWatch fails, and then says so", async () => {
    const { text, asked } = await refusal(500, "InternalServiceFault");
    expect(text).to.include("said InternalServiceFault");
    expect(asked).to.equal(4);
  });
});
