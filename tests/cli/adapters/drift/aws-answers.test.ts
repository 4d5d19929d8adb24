import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { awsAccess, awsCheck } from "../../../../cli/adapters/drift/aws/check.ts";
import type { VendorContext } from "../../../../core/drift/types.ts";
import { context, deployment } from "../../../core/drift/vendors/states.ts";

const type = "aws:sns/topicSubscription:TopicSubscription";
const arn = "arn:aws:sns:eu-central-1:111111111111:alerts:1";
const subscription = { urn: `urn:pulumi:prod::app::${type}::jdoe`, type, custom: true, id: arn };
const stack: VendorContext = context(deployment({ ...subscription, inputs: {}, outputs: { arn, protocol: "email" } }));

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

const page = (status: number): Answer => ({ status, type: "text/html", body: "<html><p>Log in: hush-hush</html>" });
const refusal = (code: string, status: number): Answer => ({
  status,
  type: "text/xml",
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

describe("an answer of AWS that nobody expects", function () {
  this.timeout(10_000); // The client asks again after a throttle.
  let server: Server;
  let answer: Answer;
  let folder: string;
  const before = { ...process.env };

  beforeEach(async () => {
    server = createServer((_request, response) => {
      response.writeHead(answer.status, answer.type === undefined ? {} : { "content-type": answer.type });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-aws-"));
  });
  afterEach(async () => {
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_ENDPOINT_URL_STS"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true, force: true });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const check = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { drafts, incomplete } = await awsCheck({ ...awsAccess(env), timeoutMs: 2_000 })(stack);
    expect(drafts).to.deep.equal([]);
    return incomplete;
  };
  const keys = () => ({ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_ENDPOINT_URL: address() });

  const answers: readonly (readonly [string, Answer, RegExp])[] = [
    ["a page with 200", page(200), /something else than it documents \(200 with text\/html\)/],
    ["a page with 403", page(403), /something else than it documents \(403 with text\/html\)/],
    ["a page with 502", page(502), /^AWS answered 502 for the subscription jdoe, also when asked again/],
    ["a proxy's 407", { status: 407, body: "hush-hush" }, /\(407 with no content type\)/],
    ["JSON", { status: 200, type: "application/json", body: '{"a":"hush-hush"}' }, /\(200 with application\/json\)/],
    ["an empty 403", { status: 403, body: "" }, /^AWS answered 403 .*sns:GetSubscriptionAttributes/],
    ["a throttle", refusal("Throttling", 400), /^AWS's rate limit stopped the check/],
  ];
  for (const [title, given, line] of answers) {
    it(`makes the check incomplete: ${title}`, async () => {
      answer = given;
      const lines = await check(keys());
      expect(lines).to.have.length(1);
      expect(lines[0]).to.match(line).and.not.contain("hush");
    });
  }

  for (const [code, status] of [
    ["AccessDenied", 403],
    ["ExpiredToken", 403],
    ["InvalidIdentityToken", 400],
    ["RegionDisabledException", 403],
  ] as const) {
    it(`makes the check incomplete: a role that may not be taken on (${code})`, async () => {
      answer = refusal(code, status);
      const config = "[profile base]\naws_access_key_id=x\naws_secret_access_key=y\n[profile role]\n";
      const role = "role_arn=arn:aws:iam::111111111111:role/inspect\nsource_profile=base\nregion=eu-central-1\n";
      writeFileSync(join(folder, "config"), `${config}${role}`);
      process.env["AWS_CONFIG_FILE"] = join(folder, "config");
      process.env["AWS_SHARED_CREDENTIALS_FILE"] = join(folder, "none");
      process.env["AWS_ENDPOINT_URL_STS"] = address();
      const lines = await check({ AWS_PROFILE: "role" });
      expect(lines).to.have.length(1);
      expect(lines[0]).to.match(/the credentials are wrong or have expired\. Renew AWS_PROFILE/);
    });
  }
});
