import { expect } from "chai";
import { AWS, failureLine, GITHUB, VERCEL, type VendorFailure } from "../../../../core/drift/vendors/failure.ts";
import { explainVendor } from "../../../../core/findings/messages/vendors.ts";
import type { VendorDetail } from "../../../../core/findings/vendor-detail.ts";

describe("what is said of a vendor that could not be asked", () => {
  const line = (failure: VendorFailure, vendor = GITHUB) =>
    failureLine(
      vendor,
      "the secrets of the environment prod",
      'the repository permission "Environments: read"',
      failure,
    );

  const cases: readonly (readonly [string, VendorFailure, RegExp])[] = [
    [
      "missing credentials",
      { kind: "no-credentials" },
      /^GitHub was not asked .* Set GITHUB_TOKEN, with the repository permission "Environments: read"\.$/,
    ],
    ["wrong credentials", { kind: "unauthorised" }, /^GitHub answered 401 .* Renew GITHUB_TOKEN\.$/],
    [
      "a missing right",
      { kind: "forbidden" },
      /^GitHub answered 403 for the secrets of the environment prod: .* Give them the repository permission "Environments: read"\.$/,
    ],
    ["what is gone or hidden", { kind: "not-found" }, /^GitHub answered 404 .* gone, or .* may not see it/],
    ["a rate limit that ends soon", { kind: "rate-limit", seconds: 90 }, /rate limit .* again in 90 s\.$/],
    ["a rate limit that ends later", { kind: "rate-limit", seconds: 3_000 }, /rate limit .* again in 50 min\.$/],
    ["a rate limit without an end", { kind: "rate-limit", seconds: null }, /rate limit .* again later\.$/],
    ["a vendor that is down", { kind: "status", status: 502 }, /answered 502 .* See https:\/\/www\.githubstatus\.com/],
    ["an unexpected refusal", { kind: "status", status: 418 }, /answered 418 .* report it/],
    ["no answer", { kind: "timeout", seconds: 30 }, /did not answer .* within 30 s\. See/],
    ["no network", { kind: "network", code: "ENOTFOUND" }, /could not be reached .* \(ENOTFOUND\)\. Check the network/],
    [
      "an answer of somebody else",
      { kind: "unknown-answer", what: "200 with text/html" },
      /\(200 with text\/html\)\. Update stagekeeper/,
    ],
  ];
  for (const [title, failure, expected] of cases) {
    it(`tells ${title}, and the next step, in one line`, () => {
      expect(line(failure)).to.match(expected);
      expect(line(failure)).to.not.contain("\n");
    });
  }

  it("names each vendor's own credentials", () => {
    expect(line({ kind: "unauthorised" }, VERCEL)).to.contain("Renew VERCEL_API_TOKEN");
    expect(line({ kind: "no-credentials" }, AWS)).to.contain("Set AWS_PROFILE");
  });
});

describe("the sentences of vendor checks", () => {
  const cases: readonly (readonly [VendorDetail, RegExp, RegExp])[] = [
    [
      { kind: "unmanaged", what: "secret", name: "SPARE", place: "the environment prod" },
      /^the secret SPARE in the environment prod is declared nowhere$/,
      /never deletes what it did not create.*drift\.allow/,
    ],
    [
      {
        kind: "foreign-write",
        name: "KEY",
        place: "the environment prod",
        at: "2026-11-24T10:00:00Z",
        stack: "prod",
        urn: "urn:a$b::it's",
        isOverwritten: true,
      },
      /^KEY in the environment prod was written at 2026-11-24T10:00:00Z, outside of every update/,
      /pulumi state delete --stack prod 'urn:a\$b::it'\\''s'.*then pulumi up --stack prod/,
    ],
    [
      {
        kind: "foreign-write",
        name: "KEY",
        place: "the Vercel project web",
        at: "2026-11-24T10:00:00Z",
        stack: "prod",
        urn: "urn:a",
        isOverwritten: false,
      },
      /outside of every update/,
      /pulumi up --stack prod --replace 'urn:a'\. /,
    ],
    [
      {
        kind: "stale-deployment",
        name: "KEY",
        project: "web",
        changedAt: "2026-11-24T10:00:00Z",
        deployedAt: "2026-11-23T10:00:00Z",
      },
      /production still runs with the old value$/,
      /^Deploy web again/,
    ],
    [{ kind: "reviewers-removed", environment: "prod" }, /nobody has to approve/, /^Set them again at GitHub/],
    [
      { kind: "branch-patterns", environment: "prod", extra: 1 },
      /from a branch or tag pattern that nobody declared$/,
      /^Remove it/,
    ],
    [{ kind: "branch-patterns", environment: "prod", extra: 2 }, /from 2 branch or tag patterns/, /declare it/],
    [{ kind: "pending-subscription", name: "jdoe", protocol: "email" }, /its alerts reach nobody$/, /^Confirm it/],
    [
      {
        kind: "failed-deliveries",
        name: "relay",
        failed: 1,
        status: 0,
        since: "2026-11-24T10:00:00Z",
        repository: "jdoe/agent-ops",
        hook: 12,
      },
      /^the last delivery of the webhook relay failed \(no answer\)/,
      /https:\/\/github\.com\/jdoe\/agent-ops\/settings\/hooks\/12\?tab=deliveries/,
    ],
    [
      {
        kind: "failed-deliveries",
        name: "relay",
        failed: 3,
        status: 502,
        since: "2026-11-24T10:00:00Z",
        repository: "jdoe/agent-ops",
        hook: 12,
      },
      /^the last 3 deliveries of the webhook relay failed \(status 502\)/,
      /redeliver/,
    ],
  ];
  for (const [detail, message, remedy] of cases) {
    it(`say what is wrong and what to do: ${detail.kind}`, () => {
      const said = explainVendor(detail);
      expect(said.message).to.match(message);
      expect(said.remedy).to.match(remedy);
    });
  }
});
