import { expect } from "chai";
import { afterEvent, noProgress, vendorOf } from "../../../core/deployment/progress.ts";

const resource = (kind: "resourcePreEvent" | "resOutputsEvent", type: string, op: string, extra: object = {}) =>
  JSON.stringify({
    [kind]: { metadata: { type, op, urn: `urn:pulumi:dev::p::${type}::facts`, provider: "urn:provider", ...extra } },
  });
const read = (...lines: string[]) => lines.reduce(afterEvent, noProgress);

describe("deployment progress", () => {
  it("counts custom resources by vendor, and apart from them what this run changed", () => {
    const progress = read(
      resource("resOutputsEvent", "stagekeeper:index:Stage", "create", { provider: "" }),
      resource("resOutputsEvent", "aws:dynamodb/table:Table", "create"),
      resource("resOutputsEvent", "github:index/actionsVariable:ActionsVariable", "same"),
      resource("resOutputsEvent", "aws:s3/bucket:Bucket", "delete"),
    );
    expect(progress.byVendor).to.deep.equal({ github: 1, vercel: 0, aws: 1, other: 0 });
    expect({ done: progress.done, changed: progress.changed }).to.deep.equal({ done: 2, changed: 2 });
  });

  it("counts a resource once that was looked at first, or replaced", () => {
    const progress = read(
      resource("resOutputsEvent", "aws:s3/bucket:Bucket", "refresh"),
      resource("resOutputsEvent", "aws:s3/bucket:Bucket", "same"),
      resource("resOutputsEvent", "aws:dynamodb/table:Table", "delete-replaced"),
      resource("resOutputsEvent", "aws:dynamodb/table:Table", "replace"),
      resource("resOutputsEvent", "aws:dynamodb/table:Table", "create-replacement"),
    );
    expect({ done: progress.done, changed: progress.changed }).to.deep.equal({ done: 2, changed: 1 });
  });

  it("names what it is at", () => {
    expect(read(resource("resourcePreEvent", "aws:s3/bucket:Bucket", "create")).current).to.equal("facts");
  });

  it("keeps a secret output as a word, never as a value", () => {
    const outputs = {
      plain: 1,
      hidden: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" },
    };
    const progress = read(resource("resOutputsEvent", "pulumi:pulumi:Stack", "create", { new: { outputs } }));
    expect(progress.outputs).to.deep.equal({ plain: { kind: "value", value: 1 }, hidden: { kind: "secret" } });
  });

  it("collects errors once and nothing below them", () => {
    const say = (severity: string, message: string) => JSON.stringify({ diagnosticEvent: { severity, message } });
    const progress = read(
      say("error", "no\n"),
      say("error", "no\n"),
      say("debug", "registering"),
      "plain text",
      "{broken",
    );
    expect(progress.errors).to.deep.equal(["no"]);
  });

  it("counts any other package's resources, but nothing of Pulumi's own", () => {
    expect(vendorOf("pulumi:providers:aws")).to.equal(null);
    expect(vendorOf("random:index/randomId:RandomId")).to.equal("other");
  });
});
