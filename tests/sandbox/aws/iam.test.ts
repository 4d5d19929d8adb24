import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { refusalOf, TestAccount } from "./account.ts";

const types = {
  oidc: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  policy: "aws:iam/policy:Policy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
} as const;

const document = (statement: Fields): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const trust = document({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const reading = document({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const role: Fields = { name: "etl", assumeRolePolicy: trust };
const github: Fields = { url: "https://token.actions.githubusercontent.com", clientIdLists: ["sts.amazonaws.com"] };

describe("sandbox: aws.iam", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  describe("OpenIdConnectProvider", () => {
    it("returns an ARN as id, the issuer without its scheme, and a thumbprint", () => {
      const { id, state } = account.create(types.oidc, "github", github);
      expect(id).to.equal("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
      expect(state).to.include({ arn: id, url: "token.actions.githubusercontent.com" });
      expect((state["thumbprintLists"] as string[])[0]).to.match(/^[0-9a-f]{40}$/);
    });

    it("refuses other schemes, queries, and lists with wrong entries", () => {
      const reasons = (inputs: Fields): string[] => account.refusals(types.oidc, { ...github, ...inputs });
      expect(reasons({ url: "http://x.example" })).to.deep.equal([
        'expected "url" to have a url with schema of: "https", got http://x.example',
      ]);
      expect(reasons({ url: "https://x.example?a=b" })).to.deep.equal([
        '"url" cannot contain query parameters per the OIDC standard',
      ]);
      expect(reasons({ clientIdLists: ["ok", ""] })).to.deep.equal([
        "expected length of client_id_list.1 to be in the range (1 - 255), got ",
      ]);
      expect(reasons({ thumbprintLists: ["abc"] })).to.deep.equal([
        "expected length of thumbprint_list.0 to be in the range (40 - 40), got abc",
      ]);
    });

    it("exists once for a url, replaces on it, and changes audiences in place", () => {
      const deployed = account.create(types.oidc, "github", github);
      expect(refusalOf(() => account.create(types.oidc, "again", github))).to.match(
        /^creating IAM OIDC Provider: operation error IAM: CreateOpenIDConnectProvider, https response error StatusCode: 409, RequestID: [\w-]+, EntityAlreadyExists: Provider with url https:\/\/token\.actions\.githubusercontent\.com already exists\.$/,
      );
      expect(account.diff(deployed, github).changed).to.deep.equal([]);
      expect(account.diff(deployed, { ...github, url: "https://oidc.vercel.com" }).replaces).to.deep.equal(["url"]);
      const more = { ...github, clientIdLists: ["vercel", "sts.amazonaws.com"] };
      expect(account.diff(deployed, more).replaces).to.deep.equal([]);
      const updated = account.update(deployed, more);
      expect(updated.state["thumbprintLists"]).to.deep.equal(deployed.state["thumbprintLists"]);
      account.delete(updated);
      expect(account.refresh(updated)).to.equal(null);
    });
  });

  describe("RolePolicy", () => {
    it("refuses an ARN for the role's name, and a policy that is none", () => {
      expect(account.refusals(types.rolePolicy, { role: "arn:aws:iam::1:role/x", policy: reading })).to.deep.equal([
        '"role" must be the role\'s name not its ARN',
      ]);
      expect(account.refusals(types.rolePolicy, { role: "x", policy: "" })).to.deep.equal([
        '"policy" is an empty string, which is not a valid JSON value',
      ]);
    });

    it("needs the role, overwrites, and goes when the role does", () => {
      const inputs = { role: "etl", name: "read", policy: reading };
      expect(refusalOf(() => account.create(types.rolePolicy, "i", inputs))).to.match(
        /^putting IAM Role \(etl\) Policy \(read\): .*NoSuchEntity: The role with name etl cannot be found\.$/,
      );
      const deployedRole = account.create(types.role, "etl", role);
      const deployed = account.create(types.rolePolicy, "i", inputs);
      expect(deployed.id).to.equal("etl:read");
      account.create(types.rolePolicy, "again", { ...inputs, policy: reading.replace("GetObject", "PutObject") });
      expect(account.refresh(deployed)?.inputs["policy"]).to.contain("PutObject");
      expect(account.diff(deployed, { ...inputs, role: "b" }).replaces).to.deep.equal(["role"]);
      account.vanish(deployedRole);
      expect(account.refresh(deployed)).to.equal(null);
    });

    it("refuses principals, missing resources and too much text", () => {
      account.create(types.role, "etl", role);
      const refused = (statement: Fields): string =>
        refusalOf(() => account.create(types.rolePolicy, "i", { role: "etl", policy: document(statement) }));
      expect(refused({ Effect: "Allow", Action: "s3:*", Resource: "*", Principal: "*" })).to.match(
        /MalformedPolicyDocument: Policy document should not specify a principal\.$/,
      );
      expect(refused({ Effect: "Allow", Action: "s3:*" })).to.match(/Policy statement must contain resources\.$/);
      expect(refused({ Effect: "Allow", Resource: "*" })).to.match(/Policy statement must contain actions\.$/);
      expect(refused({ Effect: "Maybe", Action: "s3:*", Resource: "*" })).to.match(/Syntax errors in policy\.$/);
      expect(refused({ Effect: "Allow", Action: "s3:*", Resource: "x".repeat(10_240) })).to.match(
        /LimitExceeded: Maximum policy size of 10240 bytes exceeded for role etl$/,
      );
    });
  });

  describe("Policy", () => {
    it("refuses wrong paths", () => {
      const reasons = (path: string): string[] => account.refusals(types.policy, { policy: reading, path });
      expect(reasons("x/")).to.deep.equal(['Attribute "path" must begin and end with a slash (/), got "x/"']);
      expect(reasons("/a//b/")).to.deep.equal([
        'Attribute "path" must not contain consecutive slashes (//), got "/a//b/"',
      ]);
    });

    it("replaces on description, not on its text, and has a name of its own", () => {
      const deployed = account.create(types.policy, "p", { name: "p", policy: reading });
      expect(deployed.id).to.equal("arn:aws:iam::123456789012:policy/p");
      expect(account.diff(deployed, { name: "p", policy: reading, description: "d" }).replaces).to.deep.equal([
        "description",
      ]);
      expect(account.diff(deployed, { name: "p", policy: reading.replace("Get", "Put") })).to.deep.equal({
        changed: ["policy"],
        replaces: [],
      });
      expect(refusalOf(() => account.create(types.policy, "q", { name: "P", policy: reading }))).to.match(
        /EntityAlreadyExists: A policy called P already exists\. Duplicate names are not allowed\.$/,
      );
    });

    it("is not deleted while it is attached or a boundary", () => {
      const deployed = account.create(types.policy, "p", { name: "p", policy: reading });
      const bounded = account.create(types.role, "etl", { ...role, permissionsBoundary: deployed.id });
      const conflict = /^deleting IAM Policy \(\S+\): .*DeleteConflict: Cannot delete a policy attached to entities\.$/;
      expect(refusalOf(() => account.delete(deployed))).to.match(conflict);
      account.update(bounded, role);
      const attachment = account.create(types.attachment, "a", { role: "etl", policyArn: deployed.id });
      expect(account.refresh(deployed)?.state["attachmentCount"]).to.equal(1);
      expect(refusalOf(() => account.delete(deployed))).to.match(conflict);
      account.delete(attachment);
      account.delete(deployed);
      expect(account.refresh(deployed)).to.equal(null);
    });

    it("may hold 6144 characters", () => {
      const long = document({ Effect: "Allow", Action: "s3:*", Resource: "x".repeat(6_144) });
      expect(refusalOf(() => account.create(types.policy, "p", { policy: long }))).to.match(
        /LimitExceeded: Cannot exceed quota for PolicySize: 6144$/,
      );
    });
  });

  describe("RolePolicyAttachment", () => {
    const awsPolicy = (number: number): string => `arn:aws:iam::aws:policy/Policy${number}`;

    it("needs role and policy, and replaces on both", () => {
      const none = { role: "etl", policyArn: "arn:aws:iam::123456789012:policy/none" };
      expect(refusalOf(() => account.create(types.attachment, "a", none))).to.match(
        /role with name etl cannot be found\.$/,
      );
      account.create(types.role, "etl", role);
      expect(refusalOf(() => account.create(types.attachment, "a", none))).to.match(
        /^attaching IAM Policy \(\S+\) to IAM Role \(etl\): .*NoSuchEntity: Policy \S+ does not exist or is not attachable\.$/,
      );
      const deployed = account.create(types.attachment, "a", { role: "etl", policyArn: awsPolicy(1) });
      expect(deployed.id).to.equal("etl/arn:aws:iam::aws:policy/Policy1");
      expect(account.diff(deployed, { role: "b", policyArn: awsPolicy(2) }).replaces).to.deep.equal([
        "policyArn",
        "role",
      ]);
    });

    it("is one of at most 10", () => {
      account.create(types.role, "etl", role);
      const attach = (number: number) =>
        account.create(types.attachment, "a", { role: "etl", policyArn: awsPolicy(number) });
      for (let number = 1; number <= 10; number += 1) attach(number);
      expect(refusalOf(() => attach(11))).to.match(/LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10$/);
      attach(1);
    });
  });
});
