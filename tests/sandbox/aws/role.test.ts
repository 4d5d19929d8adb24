import { expect } from "chai";
import { role as roleModel } from "../../../sandbox/aws/iam/role.ts";
import type { Fields } from "../../../sandbox/values.ts";
import { refusalOf, TestAccount } from "./account.ts";

const types = {
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  policy: "aws:iam/policy:Policy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
} as const;

const document = (statement: Fields): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const trust = document({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const reading = document({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const role: Fields = { name: "etl", assumeRolePolicy: trust };

describe("sandbox: aws.iam.Role", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  const cases: readonly (readonly [title: string, inputs: Fields, reason: string])[] = [
    ["a bad name", { name: "e tl" }, "invalid value for name (must match [\\w+=,.@-])"],
    [
      "a long name",
      { name: "x".repeat(65) },
      `expected length of name to be in the range (1 - 64), got ${"x".repeat(65)}`,
    ],
    [
      "a long prefix",
      { name: null, namePrefix: "x".repeat(39) },
      `expected length of name_prefix to be in the range (1 - 38), got ${"x".repeat(39)}`,
    ],
    [
      "a short session",
      { maxSessionDuration: 60 },
      "expected max_session_duration to be in the range (3600 - 43200), got 60",
    ],
    [
      "a boundary that is no ARN",
      { permissionsBoundary: "Boundary" },
      '"permissions_boundary" (Boundary) is an invalid ARN: arn: invalid prefix',
    ],
    [
      "typographic quotes",
      { description: "“x" },
      "invalid value for description (cannot contain specially formatted single or double quotes: [“‘])",
    ],
  ];
  for (const [title, inputs, reason] of cases) {
    it(`refuses ${title}`, () => {
      expect(account.refusals(types.role, { ...role, ...inputs })).to.deep.equal([reason]);
    });
  }

  it("returns ARN, id and defaults, and takes the trust as an object", () => {
    const { id, state } = account.create(types.role, "etl", {
      name: "etl",
      path: "/ci/",
      assumeRolePolicy: JSON.parse(trust) as Fields,
    });
    expect(id).to.equal("etl");
    expect(state).to.include({
      arn: "arn:aws:iam::123456789012:role/ci/etl",
      createDate: "2026-11-23T16:00:00Z",
      maxSessionDuration: 3600,
      forceDetachPolicies: false,
      namePrefix: "",
    });
    expect(state["uniqueId"]).to.match(/^AROA[A-Z2-7]{17}$/);
    expect(state["assumeRolePolicy"]).to.equal(
      '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"}}],"Version":"2012-10-17"}',
    );
  });

  it("has no region, and a name of at most 64 characters", () => {
    const inputs = account.checked(types.role, "x".repeat(80), { assumeRolePolicy: trust });
    expect(inputs).not.to.have.property("region");
    expect(inputs["name"]).to.match(/^x{56}-[0-9a-f]{7}$/);
  });

  it("replaces on name and path, changes trust in place, and sees no change in an equivalent trust", () => {
    const deployed = account.create(types.role, "etl", role);
    expect(account.diff(deployed, { ...role, name: "other" }).replaces).to.deep.equal(["name"]);
    expect(account.diff(deployed, { ...role, path: "/ci/" }).replaces).to.deep.equal(["path"]);
    const same = trust.replace('"sts:AssumeRole"', '["sts:AssumeRole"]');
    expect(account.diff(deployed, { ...role, assumeRolePolicy: same }).changed).to.deep.equal([]);
    const other = trust.replace("lambda", "ec2");
    expect(account.diff(deployed, { ...role, assumeRolePolicy: other })).to.deep.equal({
      changed: ["assumeRolePolicy"],
      replaces: [],
    });
  });

  it("has a name of its own, whatever its case, and a boundary that exists", () => {
    account.create(types.role, "etl", role);
    expect(refusalOf(() => account.create(types.role, "b", { ...role, name: "ETL" }))).to.match(
      /^creating IAM Role \(ETL\): .*StatusCode: 409, .*, EntityAlreadyExists: Role with name ETL already exists\.$/,
    );
    const bounded = { ...role, name: "b", permissionsBoundary: "arn:aws:iam::123456789012:policy/none" };
    expect(refusalOf(() => account.create(types.role, "b", bounded))).to.match(
      /NoSuchEntity: Scope ARN: arn:aws:iam::123456789012:policy\/none does not exist or is not attachable\.$/,
    );
    account.create(types.role, "b", { ...bounded, permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
  });

  it("refuses a trust without a principal, with a resource, for other actions, or too long", () => {
    const refused = (statement: Fields): string =>
      refusalOf(() => account.create(types.role, "r", { ...role, assumeRolePolicy: document(statement) }));
    expect(refused({ Effect: "Allow", Action: "sts:AssumeRole" })).to.match(/Missing required field Principal$/);
    const principal = { Effect: "Allow", Principal: { AWS: "*" } };
    expect(refused({ ...principal, Action: "sts:AssumeRole", Resource: "*" })).to.match(
      /Has prohibited field Resource$/,
    );
    expect(refused({ ...principal, Action: "s3:GetObject" })).to.match(/may only specify STS AssumeRole actions\.$/);
    expect(refused({ ...principal, Action: "sts:AssumeRole", Sid: "x".repeat(2_048) })).to.match(
      /LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048$/,
    );
  });

  it("is not deleted with policies that nobody saw, is with those seen or forced", () => {
    const managed = account.create(types.policy, "p", { name: "p", policy: reading });
    const unseen = account.create(types.role, "etl", role);
    const attach = () => account.create(types.attachment, "a", { role: "etl", policyArn: managed.id });
    attach();
    expect(refusalOf(() => account.delete(unseen))).to.match(
      /^deleting IAM Role \(etl\): .*StatusCode: 409, .*DeleteConflict: Cannot delete entity, must detach all policies first\.$/,
    );
    const seen = account.refreshed(unseen);
    expect(seen.state["managedPolicyArns"]).to.deep.equal([managed.id]);
    account.delete(seen);
    expect(account.refresh(seen)).to.equal(null);

    const inline = account.create(types.role, "etl", { ...role, forceDetachPolicies: true });
    account.create(types.rolePolicy, "i", { role: "etl", policy: reading });
    expect(refusalOf(() => account.delete({ ...inline, state: {} }))).to.match(/must delete policies first\.$/);
    attach();
    account.delete(inline);
    expect(account.store.list("aws/iam-role-policy")).to.deep.equal([]);
  });

  it("is deleted with all its policies by a person", () => {
    account.create(types.role, "etl", role);
    account.create(types.rolePolicy, "i", { role: "etl", policy: reading });
    roleModel.deleteByHand?.(account.vendor(), "etl");
    expect(account.store.kinds()).to.deep.equal(["sandbox/counter"]);
  });
});
