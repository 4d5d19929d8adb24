import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { execa } from "execa";
import { parseDocument } from "yaml";

const repository = resolve(import.meta.dirname, "../../..");
const command = join(repository, "bin/stagekeeper.js");

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for messages that may stand on either. */
  readonly all: string;
}

/**
 * A Pulumi project in a folder of its own that runs this repository's program: each test has its own sandbox. The folder's
 * name has what people's folders have: a space, and what means something in a URL.
 */
export class TestProject {
  readonly folder: string;

  /** @param edit changes the data of Pulumi.yaml before it is written */
  constructor(edit: (file: ReturnType<typeof parseDocument>) => void = () => undefined) {
    this.folder = mkdtempSync(join(tmpdir(), "stagekeeper e2e #"));
    for (const name of readdirSync(repository)) {
      if (/^Pulumi\..*yaml$/.test(name)) cpSync(join(repository, name), join(this.folder, name));
    }
    this.edit("Pulumi.yaml", (document) => {
      document.set("main", join(relative(this.folder, repository), "tools/program.js"));
      edit(document);
    });
  }

  edit(file: string, change: (document: ReturnType<typeof parseDocument>) => void): void {
    const document = parseDocument(readFileSync(join(this.folder, file), "utf8"));
    change(document);
    writeFileSync(join(this.folder, file), document.toString());
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Runs `stagekeeper` with these arguments, as a person would in the project's folder. */
  async stagekeeper(args: readonly string[], input = "", env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const result = await execa(process.execPath, [command, ...args], {
      cwd: this.folder,
      env: { NO_COLOR: "1", ...env },
      reject: false,
      all: true,
      input,
    });
    return { code: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr, all: result.all };
  }

  /** Runs `pulumi` in the sandbox. */
  pulumi(...args: string[]): Promise<Outcome> {
    return this.stagekeeper(["sandbox", "run", "--", "pulumi", ...args, "--non-interactive"]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
