import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { build, ensureFresh } from "../../tools/build.js";
import { settings } from "./support/settings.ts";

const bundle = fileURLToPath(new URL("../../dist/relay/index.mjs", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

describe("relay: bundle", function () {
  this.timeout(60_000);
  before(ensureFresh);

  it("has less than 20 kB, and the AWS SDK is not in it", () => {
    const code = readFileSync(bundle, "utf8");
    expect(Buffer.byteLength(code)).to.be.below(20_000);
    expect(code).to.not.contain("smithy");
  });

  it("imports nothing but what Node has, and asks for the SDK at run time", () => {
    const code = readFileSync(bundle, "utf8");
    const imports = [...code.matchAll(/from"([^"]+)"/g)].map(([, name]) => name);
    expect(imports.length).to.be.above(2);
    for (const name of imports) expect(name).to.match(/^node:(crypto|module|timers\/promises)$/);
    const required = [...code.matchAll(/"(@aws-sdk\/[^"]+)"/g)].map(([, name]) => name);
    expect(required.sort()).to.deep.equal(["@aws-sdk/client-dynamodb", "@aws-sdk/client-sns", "@aws-sdk/client-ssm"]);
  });

  it("is the same bytes each time, and tells nothing of the machine that built it", async () => {
    const written = statSync(bundle).mtimeMs;
    await build();
    // A build leaves a file alone whose bytes it would not change.
    expect(statSync(bundle).mtimeMs).to.equal(written);
    expect(readFileSync(bundle, "utf8")).to.not.contain(root);
  });

  it("does not start without its settings, and says so", async () => {
    const started = promisify(execFile)(process.execPath, [bundle], { env: { AWS_REGION: "eu-central-1" } });
    const error = await started.then(
      () => null,
      (reason: { stderr: string }) => reason,
    );
    expect(error?.stderr).to.contain("STAGEKEEPER_RELAY lacks repository");
  });

  it("takes the runtime's SDK from a folder above its own, also where that has ES modules", async () => {
    const folder = mkdtempSync(join(tmpdir(), "relay-"));
    try {
      for (const [name, exported] of [
        ["client-sns", "SNSClient, PublishCommand"],
        ["client-ssm", "SSMClient, GetParametersCommand"],
        ["client-dynamodb", "DynamoDBClient, GetItemCommand, UpdateItemCommand"],
      ] as const) {
        const home = join(folder, "node_modules/@aws-sdk", name);
        mkdirSync(home, { recursive: true });
        writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module", exports: "./index.js" }));
        const classes = exported.split(", ").map((one) => `export class ${one} {}`);
        writeFileSync(join(home, "index.js"), classes.join("\n"));
      }
      mkdirSync(join(folder, "task"));
      writeFileSync(join(folder, "task/index.mjs"), readFileSync(bundle));
      const script = `import("./task/index.mjs").then(({ handler }) => handler({})).then((answer) => console.log(answer.statusCode));`;
      const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "--eval", script], {
        cwd: folder,
        env: { STAGEKEEPER_RELAY: JSON.stringify(settings) },
      });
      expect(stdout.trim().split("\n").at(-1)).to.equal("400");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
