import { expect } from "chai";
import { KnownSecrets } from "../../../core/drift/known-secrets.ts";
import { errorTeller } from "../../../core/drift/provider-errors.ts";
import { closed, deploymentOf, opened, QUEUE, recorded, VARIABLE } from "./state.ts";

const plain = recorded({ name: "plain", inputs: { a: "1" } });
const hiding = recorded({ name: "hiding", inputs: { a: closed } });
const nested = recorded({ name: "nested", outputs: { list: [{ v: closed }] } });
const marked = recorded({ name: "marked", inputs: { a: "1" }, additionalSecretOutputs: ["b"] });
const deployment = deploymentOf(plain, hiding, nested, marked);

const told = (urn: string, message: string, secrets: readonly string[] = []) => {
  const known = new KnownSecrets();
  for (const secret of secrets) known.add(secret);
  return errorTeller(deployment, known)({ urn, message });
};

describe("a provider's error", () => {
  it("is told in one line, without what the engine and Terraform put before it", () => {
    const message = "Preview failed: 1 error occurred:\n\t* StatusCode: 500, api error Internal: sorry\n\n\n";
    expect(told(plain.urn, message)).to.equal(
      `the provider could not read ${QUEUE}::plain: StatusCode: 500, api error Internal: sorry`,
    );
  });

  it("is told with what it means first, where a provider says it as its libraries do", () => {
    const begins = `the provider could not read ${QUEUE}::plain: `;
    expect(told(plain.urn, "reading queue: context deadline exceeded")).to.equal(
      `${begins}it did not answer in time (reading queue: context deadline exceeded)`,
    );
    expect(told(plain.urn, "StatusCode: 403, AccessDenied")).to.equal(
      `${begins}access was refused (StatusCode: 403, AccessDenied)`,
    );
  });

  it("is told without known secrets, in whatever form they stand", () => {
    const secret = 'pass"word/1';
    const message = `bad ${secret} and ${JSON.stringify(secret)} and ${encodeURIComponent(secret)}`;
    expect(told(plain.urn, message, [secret])).to.contain('bad [secret] and "[secret]" and [secret]');
    expect(told(plain.urn, "GET postgres://me:pw@host/x failed")).to.contain("postgres://[secret]@host/x");
  });

  it("is told by its status alone where the resource has secrets, or may have: it could quote one", () => {
    for (const urn of [hiding.urn, nested.urn, marked.urn, "urn:pulumi:prod::app::a:b:C::gone"]) {
      const text = told(urn, "GET /x: 403 Forbidden canary");
      expect(text).not.to.contain("canary");
      expect(text).to.contain("HTTP 403, access was refused (the resource has secrets, so its words are not shown)");
    }
    expect(told(hiding.urn, "canary")).to.contain("it answered with an error");
    expect(told(hiding.urn, "context deadline exceeded")).to.contain("it did not answer in time");
    const unread = errorTeller(null, new KnownSecrets())({ urn: plain.urn, message: "canary" });
    expect(unread).to.contain(`${QUEUE}::plain`).and.not.to.contain("canary");
  });

  it("is cut where it is long", () => {
    expect(told(plain.urn, "x".repeat(5000)).length).to.be.lessThan(400);
  });
});

describe("known secrets", () => {
  it("are those of an opened state, nested ones too, but no short words and nothing that Vercel shows", () => {
    const known = new KnownSecrets();
    known.addFrom(
      deploymentOf(
        recorded({ inputs: { a: opened({ b: ["long enough"] }), c: opened("info") } }),
        recorded({ type: VARIABLE, inputs: { sensitive: false, value: opened("shown anyway") } }),
      ),
    );
    expect(known.occurIn({ deep: ["it is long enough!"] })).to.equal(true);
    expect(known.occurIn("info")).to.equal(false);
    expect(known.occurIn("shown anyway")).to.equal(false);
    expect(known.scrub("it is long enough!")).to.equal("it is [secret]!");
  });
});
