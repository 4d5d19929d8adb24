import { expect } from "chai";
import { withoutUrlCredentials } from "../../../core/text/url-credentials.ts";

describe("a text with URLs", () => {
  for (const [given, shown] of [
    ["postgres://user:hunter2secret@127.0.0.1:1/pulumi", "postgres://[secret]@127.0.0.1:1/pulumi"],
    ["postgres://:hunter2@db/pulumi: dial tcp", "postgres://[secret]@db/pulumi: dial tcp"],
    ["fetch https://ghp_x@github.com/o/r failed", "fetch https://[secret]@github.com/o/r failed"],
    ["'postgres://user:p@ss@word@db:5432/x'", "'postgres://[secret]@db:5432/x'"],
    ['parse "postgres://user:pa/s?s#w@db/x": invalid port', 'parse "postgres://[secret]@db/x": invalid port'],
    ["postgres://u:1234secret@db", "postgres://[secret]@db"],
    ["postgres://db/x?user=u&password=hunter2&sslmode=off", "postgres://db/x?user=u&password=[secret]&sslmode=off"],
    ["https://host/x?X-Amz-Security-Token=abc", "https://host/x?X-Amz-Security-Token=[secret]"],
    ["https://a:b@c/ and https://d:e@f/", "https://[secret]@c/ and https://[secret]@f/"],
  ] as const) {
    it(`shows no credentials: ${shown}`, () => {
      expect(withoutUrlCredentials(given)).to.equal(shown);
    });
  }

  for (const text of [
    "https://api.pulumi.com/stacks: 401",
    "https://example.com/@scope/name",
    "https://localhost:8080/@scope/x and jdoe@example.com",
    "s3://state?region=eu-central-1&awssdk=v2",
    "git@github.com:o/r.git",
    "file:///home/jdoe/state",
  ]) {
    it(`stays as it is without any: ${text}`, () => {
      expect(withoutUrlCredentials(text)).to.equal(text);
    });
  }
});
