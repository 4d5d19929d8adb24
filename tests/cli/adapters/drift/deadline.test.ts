import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Command } from "commander";
import { deadline } from "../../../../cli/adapters/deadline.ts";
import { openDriftSession } from "../../../../cli/adapters/drift/session.ts";
import type { Host } from "../../../../cli/adapters/host.ts";
import { knownStacks } from "../../../../cli/adapters/known-stacks.ts";
import { readProject } from "../../../../cli/adapters/project.ts";
import { addDrift } from "../../../../cli/program/drift.ts";

describe("an engine that does not end", function () {
  this.timeout(20_000);
  let folder: string;
  const minutes = 0.005;
  const late = "it took longer than 0.005 minutes and was stopped (--timeout allows more)";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-deadline-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: yaml\n");
    // A child of it lives on and keeps the output open.
    writeFileSync(join(folder, "pulumi"), '#!/bin/sh\necho "$*" >> asked\nsleep 30 &\nwait\n');
    chmodSync(join(folder, "pulumi"), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const env = () => ({ PATH: `${folder}:/usr/bin:/bin`, STAGEKEEPER_PULUMI_HOME: folder, HOME: folder });
  const host = () => ({ env: env(), now: () => new Date() }) as unknown as Host;
  const project = () => readProject(join(folder, "Pulumi.yaml"));
  const planned = { stage: "prod", stack: "prod", config: null };

  it("is stopped at one deadline, whatever it is asked about a stack", async () => {
    const session = await openDriftSession(project(), host(), false);
    const access = session.stack(planned, minutes);
    const [refresh, state] = await Promise.all([access.refresh(), access.readState("closed")]);
    expect(refresh.end.timedOut).to.equal(true);
    expect(state).to.deep.equal({ ok: false, reason: `the backend of stack prod could not be read: ${late}` });
    const began = Date.now();
    expect(await access.readState("open")).to.include({ ok: false });
    expect((await access.refresh()).end.timedOut).to.equal(true);
    expect(Date.now() - began, "there is no time left").to.be.lessThan(5_000);
  });

  it("is stopped where it is asked for the stacks", async () => {
    const error = await knownStacks(project(), { env: env() }, deadline(minutes)).catch((reason: unknown) => reason);
    expect(String(error)).to.contain(`could not be listed (pulumi stack ls): ${late}`);
  });
});

describe("drift --timeout", () => {
  for (const given of ["40000", "10081", "0", "-1", "soon", "Infinity"]) {
    it(`refuses ${given}`, async () => {
      const program = new Command().exitOverride();
      addDrift(program, {} as Host, () => undefined);
      const parse = program.parseAsync(["node", "stagekeeper", "drift", "--timeout", given]);
      const error = await parse.catch((reason: unknown) => reason);
      expect(String(error)).to.match(/--timeout .* (is more than a week, 10080 minutes|is no number above 0)/);
    });
  }
});
