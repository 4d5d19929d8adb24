import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { knownStacks, sandboxStacks } from "../../../cli/adapters/known-stacks.ts";
import { readProject } from "../../../cli/adapters/project.ts";
import { UserError } from "../../../core/user-error.ts";
import { engineFolder } from "../../../tools/engine/locate.js";

describe("the stacks of a project where nobody names them", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-stacks-"));
    write("Pulumi.yaml", "name: other\nruntime: yaml\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const project = () => readProject(join(folder, "Pulumi.yaml"));
  /** An engine that says this, and leaves behind where it was asked about what. */
  const hostWith = (script: string) => {
    const home = join(folder, "home");
    for (const name of ["pulumi", "pulumi-language-nodejs"]) {
      const path = join(engineFolder(home), name);
      write(
        path.slice(folder.length),
        `#!/bin/sh\necho "$PWD $PULUMI_BACKEND_URL $@" > "${folder}/asked"\n${script}\n`,
      );
      chmodSync(path, 0o755);
    }
    return { env: { STAGEKEEPER_PULUMI_HOME: home, PATH: process.env["PATH"] } };
  };
  const asked = () => readFileSync(join(folder, "asked"), "utf8").trim();
  const two = `echo '[{"name":"qa","current":true},{"name":"acme/prod"}]'`;

  it("are those with a stage file: the engine is not asked", async () => {
    write("Pulumi.dev.yaml", "");
    expect(await knownStacks(project(), hostWith("exit 9"))).to.deep.equal(["dev"]);
  });

  it("are those of the backend, where there is no stage file", async () => {
    expect(await knownStacks(project(), hostWith(two))).to.deep.equal(["qa", "acme/prod"]);
    expect(asked()).to.equal(`${folder}  stack ls --json --non-interactive`);
  });

  it("are the sandbox's own, beside those that it will have", async () => {
    write("Pulumi.dev.yaml", "");
    expect(await sandboxStacks(project(), hostWith(two)), "before there is one").to.deep.equal(["dev"]);
    write(".sandbox/project/Pulumi.yaml", "name: other\nruntime: yaml\n");
    expect(await sandboxStacks(project(), hostWith(two))).to.deep.equal(["acme/prod", "dev", "qa"]);
    expect(asked()).to.equal(
      `${folder}/.sandbox/project file://${folder}/.sandbox/state stack ls --json --non-interactive`,
    );
  });

  it("are unknown, with the engine's reason, where it fails", async () => {
    const failure = await knownStacks(project(), hostWith('echo "error: no such host" >&2; exit 255')).catch(
      (reason: unknown) => reason,
    );
    expect(failure).to.be.instanceOf(UserError);
    expect(String(failure)).to.contain("could not be listed (pulumi stack ls): no such host");
  });
});
