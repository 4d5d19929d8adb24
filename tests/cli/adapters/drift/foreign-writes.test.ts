import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { deadline } from "../../../../cli/adapters/deadline.ts";
import { foreignWritesIn } from "../../../../cli/adapters/drift/foreign-writes.ts";
import { githubPlaces } from "../../../../core/drift/vendors/github-places.ts";
import { secretWrites } from "../../../../core/drift/vendors/judge-github-bindings.ts";
import { context, deployment, environment, environmentSecret } from "../../../core/drift/vendors/states.ts";

describe("the history of updates, where a secret is suspected", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-history-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** An engine that says this, and leaves its arguments behind. */
  const writesWith = (script: string, stopAt?: AbortSignal) => {
    const pulumi = join(folder, "pulumi");
    writeFileSync(pulumi, `#!/bin/sh\necho "$@" > "${folder}/asked"\n${script}\n`);
    chmodSync(pulumi, 0o755);
    const engine = { pulumi, home: "", selfBuilt: false };
    return foreignWritesIn({ engine, cwd: folder, env: { PATH: process.env["PATH"] }, stopAt }, (stack) =>
      stack.slice(4),
    );
  };
  const values = (updatedAt: string) => {
    const outputs = { updatedAt: "2026-11-24 09:00:00 +0000 UTC" };
    const state = deployment(environment(), environmentSecret("KEY", outputs));
    const [place] = githubPlaces(context(state));
    if (place === undefined) throw new Error("there is no place");
    const seen = { secret: [{ name: "KEY", updatedAt: Date.parse(updatedAt) }], variable: [] };
    return secretWrites([{ place, seen, isWhole: true }]);
  };
  const stack = { stack: "org/prod" };

  it("is not read where the vendor names the time of Pulumi's own write", async () => {
    const writes = writesWith("exit 1");
    expect(await writes(stack, values("2026-11-24T09:00:00Z"), 0)).to.deep.equal({ drafts: [], incomplete: [] });
    expect(existsSync(join(folder, "asked"))).to.equal(false);
  });

  it("clears an update that wrote late, and nothing else", async () => {
    const history = [{ startTime: "2026-11-24T10:00:00.000Z", endTime: "2026-11-24T10:05:00.000Z" }];
    const writes = writesWith(`echo '${JSON.stringify(history)}'`);
    expect(await writes(stack, values("2026-11-24T10:03:00Z"), 0)).to.deep.equal({ drafts: [], incomplete: [] });
    const { drafts, incomplete } = await writes(stack, values("2026-11-24T11:00:00Z"), 0);
    expect(drafts.map(({ code, path }) => `${code} ${path}`)).to.deep.equal(["drift/changed value"]);
    expect(drafts[0]?.detail?.vendor).to.include({ at: "2026-11-24T11:00:00Z", stack: "org/prod" });
    expect(incomplete).to.deep.equal([]);
  });

  it("is asked for by the stack's name in the backend, and without secrets", async () => {
    await writesWith("echo '[]'")(stack, values("2026-11-24T11:00:00Z"), 0);
    expect(readFileSync(join(folder, "asked"), "utf8").trim()).to.equal(
      "stack history --stack prod --json --page-size 100 --non-interactive",
    );
  });

  it("leaves the check incomplete where the engine does not end", async () => {
    const writes = writesWith("sleep 30 & wait", deadline(0.005));
    const { drafts, incomplete } = await writes(stack, values("2026-11-24T11:00:00Z"), 0);
    expect(drafts).to.deep.equal([]);
    expect(incomplete[0]).to.match(/secrets: it took longer than 0.005 minutes and was stopped/);
  }).timeout(20_000);

  const failures: readonly (readonly [string, string, string])[] = [
    ["the engine fails", 'echo "error: no stack named prod" >&2; exit 6', "no stack named prod"],
    ["the engine fails without a word", "exit 9", "pulumi stack history exited with 9"],
    ["the output is none", "echo oops", "pulumi stack history exited with 0"],
  ];
  for (const [title, script, reason] of failures) {
    it(`leaves the check incomplete where ${title}`, async () => {
      const { drafts, incomplete } = await writesWith(script)(stack, values("2026-11-24T11:00:00Z"), 0);
      expect(drafts).to.deep.equal([]);
      expect(incomplete).to.deep.equal([
        `the update history of stack prod could not be read, so nobody can say who wrote its secrets: ${reason}`,
      ]);
    });
  }
});
