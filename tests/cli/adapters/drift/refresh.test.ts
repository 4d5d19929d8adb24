import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect } from "chai";
import { deadline } from "../../../../cli/adapters/deadline.ts";
import { forEachLine } from "../../../../cli/adapters/drift/lines.ts";
import { findLock } from "../../../../cli/adapters/drift/locks.ts";
import { refreshPreview } from "../../../../cli/adapters/drift/refresh.ts";
import { secretTextsOf } from "../../../../cli/adapters/drift/secret-variables.ts";
import { UserError } from "../../../../core/user-error.ts";
import { linesOf, QUEUE } from "../../../core/drift/state.ts";

const folder = mkdtempSync(join(tmpdir(), "stagekeeper-refresh-"));
const events = linesOf([{ op: "same", urn: `urn:pulumi:prod::app::${QUEUE}::x` }]);

/** A program that stands for the engine. */
function engine(script: string) {
  const pulumi = join(folder, "pulumi");
  writeFileSync(pulumi, `#!/bin/sh\n${script}\n`);
  chmodSync(pulumi, 0o755);
  writeFileSync(join(folder, "events"), `${events.join("\n")}\n`);
  return { pulumi, home: folder, selfBuilt: false };
}

const refresh = (script: string, env: Readonly<Record<string, string>> = {}, minutes = 1) =>
  refreshPreview(
    {
      engine: engine(script),
      cwd: folder,
      env: { PATH: process.env["PATH"], ...env },
      stopAt: deadline(minutes),
    },
    "prod",
    "acme/prod",
  );

describe("the engine's refresh preview as a process", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is asked for events, without lock or change, with the stage's passphrase and no other", async () => {
    const env = { STAGEKEEPER_PASSPHRASE_PROD: "open", PULUMI_CONFIG_PASSPHRASE_FILE: "/other" };
    const { end } = await refresh(
      'echo "$* $PULUMI_ENABLE_STREAMING_JSON_PREVIEW $PULUMI_CONFIG_PASSPHRASE $PULUMI_CONFIG_PASSPHRASE_FILE" >&2',
      env,
    );
    expect(end.stderr.trim()).to.equal(
      "refresh --preview-only --expect-no-changes --json --non-interactive --stack acme/prod --exec-kind auto.inline true open",
    );
  });

  it("gives its events and how it ended", async () => {
    const { end, events: read } = await refresh("cat events; echo oh >&2; exit 7");
    expect(end).to.deep.equal({ code: 7, signal: null, timedOut: false, stderr: "oh\n" });
    expect(read.summary?.counts).to.deep.equal({ same: 1 });
  });

  it("is not taken for ended in order where a signal ended it", async () => {
    const { end } = await refresh("cat events; kill -9 $$");
    expect(end).to.include({ code: null, signal: "SIGKILL", timedOut: false });
  });

  it("is stopped after its time, also where a child of it keeps its output open", async () => {
    const { end } = await refresh("sleep 60 & trap 'exit 1' INT; wait", {}, 0.005);
    expect(end).to.include({ code: 1, timedOut: true });
  }).timeout(20_000);

  it("says that it could not be started", async () => {
    const missing = { pulumi: join(folder, "nothing"), home: "", selfBuilt: false };
    const failure = await refreshPreview({ engine: missing, cwd: folder, env: {} }, "prod", "prod").catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(UserError).with.property("message").that.contains("could not be started");
  });
});

describe("lines of a stream", () => {
  it("are put together from any parts, the last one too, without a newline at its end", async () => {
    const lines: string[] = [];
    const stream = Readable.from(["a", "b\nc", "\n\nd", "é".repeat(3), "\ne"].map((part) => Buffer.from(part)));
    forEachLine(stream, (line) => lines.push(line));
    await new Promise((done) => stream.on("end", done));
    expect(lines).to.deep.equal(["ab", "c", "", "dééé", "e"]);
  });

  it("are not kept: memory does not grow with their number", async () => {
    const line = `${JSON.stringify({ sequence: 1, timestamp: 1, resourcePreEvent: { metadata: "x".repeat(3_000) } })}\n`;
    let count = 0;
    let most = 0;
    const start = process.memoryUsage().heapUsed;
    const stream = Readable.from(
      (function* () {
        for (let index = 0; index < 100_000; index++) yield Buffer.from(line);
      })(),
    );
    forEachLine(stream, () => {
      count += 1;
      if (count % 1_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    });
    await new Promise((done) => stream.on("end", done));
    expect(count).to.equal(100_000);
    // 300 MB went through. How much V8 leaves lying before it collects differs by version.
    expect(most - start).to.be.lessThan(150e6);
  }).timeout(60_000);
});

describe("a lock on a stack", () => {
  const state = mkdtempSync(join(tmpdir(), "stagekeeper-locks-"));
  after(() => rmSync(state, { recursive: true, force: true }));
  const project = { root: state, file: "Pulumi.yaml", text: "name: app\n" };
  const backend = (env: Readonly<Record<string, string>>) => ({
    engine: { pulumi: "", home: join(state, "home"), selfBuilt: false },
    cwd: state,
    env,
  });

  before(() => {
    const locks = join(state, ".pulumi/locks/organization/app/prod");
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, "a.json.attrs"), "{}");
    writeFileSync(join(locks, "b.json"), "broken");
    writeFileSync(
      join(locks, "c.json"),
      JSON.stringify({ pid: 7, username: "ci", hostname: "r", timestamp: "2026-11-24T01:02:03Z" }),
    );
    mkdirSync(join(state, "home"));
    writeFileSync(join(state, "home/credentials.json"), JSON.stringify({ current: `file://${state}` }));
  });

  it("is found where the state lies in files: named by the environment, the project, or the last login", async () => {
    const expected = { owner: "ci@r", pid: "7", since: new Date("2026-11-24T01:02:03Z") };
    const byEnvironment = backend({ PULUMI_BACKEND_URL: `file://${state}?no_tmp_dir=true` });
    expect(await findLock(byEnvironment, project, "acme/app/prod")).to.deep.equal(expected);
    expect(await findLock(backend({ PULUMI_BACKEND_URL: "file://." }), project, "prod")).to.deep.equal(expected);
    const inProject = { ...project, text: `name: app\nbackend: { url: "file://${state}" }\n` };
    expect(await findLock(backend({ PULUMI_HOME: "/none" }), inProject, "prod")).to.deep.equal(expected);
    expect(await findLock(backend({}), project, "prod")).to.deep.equal(expected);
    expect(await findLock(backend({ HOME: state, PULUMI_BACKEND_URL: "file://~" }), project, "prod")).to.deep.equal(
      expected,
    );
  });

  it("is none of another stack or project, or of a backend that does not lie in files", async () => {
    expect(await findLock(backend({}), project, "dev")).to.equal(null);
    expect(await findLock(backend({}), { ...project, text: "name: other\n" }, "prod")).to.equal(null);
    expect(await findLock(backend({ PULUMI_BACKEND_URL: "s3://bucket" }), project, "prod")).to.equal(null);
    expect(await findLock(backend({ PULUMI_HOME: "/none", HOME: "/none" }), project, "prod")).to.equal(null);
  });
});

describe("secrets of the environment", () => {
  it("are what variables with the names of secrets hold", () => {
    const env = {
      GITHUB_TOKEN: "a",
      PULUMI_CONFIG_PASSPHRASE: "b",
      PULUMI_CONFIG_PASSPHRASE_FILE: "c",
      AWS_SECRET_ACCESS_KEY: "d",
      PATH: "e",
      EMPTY_TOKEN: "",
    };
    expect(secretTextsOf(env)).to.deep.equal(["a", "b", "d"]);
  });
});
