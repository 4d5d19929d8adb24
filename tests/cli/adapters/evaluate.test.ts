import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { evaluateProgram } from "../../../cli/adapters/program/evaluate.ts";
import { temporaryFolder } from "../../sandbox/support.ts";

describe("evaluating a program", function () {
  this.timeout(20_000);
  let project: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    project = temporaryFolder();
    mkdirSync(join(project.path, "node_modules"));
    symlinkSync(resolve("node_modules/@pulumi"), join(project.path, "node_modules/@pulumi"));
  });
  afterEach(() => project.remove());

  it("gives it placeholders for credentials, and puts folder and variables back", async () => {
    writeFileSync(
      join(project.path, "index.js"),
      `process.env.SEEN = process.env.GITHUB_TOKEN + " in " + process.cwd();
const { CustomResource } = require("@pulumi/pulumi");
new CustomResource("any:index:Thing", process.env.SEEN);
`,
    );
    const { env } = process;
    const before = { ...env };
    const { resources } = await evaluateProgram(
      { root: project.path, project: "shop", main: null },
      {
        stack: "dev",
        config: {},
        secretKeys: [],
        env: { GITHUB_TOKEN: "placeholder" },
        accounts: { accountId: "123456789012", region: "eu-central-1", owner: "jdoe" },
      },
    );
    expect(resources.map(({ urn }) => urn.split("::").at(-1))).to.include(`placeholder in ${project.path}`);
    expect(process.env).to.equal(env);
    expect({ ...process.env }).to.deep.equal(before);
    expect(process.cwd()).to.equal(resolve("."));
  });
});
