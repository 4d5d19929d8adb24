import { shortStackName } from "../../../core/config/stack-name.ts";
import type { DriftSession } from "../../commands/drift.ts";
import { deadline } from "../deadline.ts";
import { requireAnyEngine } from "../engine.ts";
import type { Host } from "../host.ts";
import type { Project } from "../project.ts";
import { type Backend, readState } from "../state/recorded.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { findLock } from "./locks.ts";
import { refreshPreview } from "./refresh.ts";
import { secretTextsOf } from "./secret-variables.ts";
import { vendorChecks } from "./vendor-checks.ts";

/** Reaches stacks through the backend that the project or the environment names, or through the sandbox's. */
export async function openDriftSession(project: Project, host: Host, sandbox: boolean): Promise<DriftSession> {
  if (!sandbox)
    return sessionOf(
      project,
      backendOf(project, host),
      (stack) => stack,
      host.now,
      async () => undefined,
    );
  const { openSandbox } = await import("../sandbox/session.ts");
  const { engine, folder, env, close } = await openSandbox(host);
  return sessionOf(project, { engine, cwd: folder.project, env }, shortStackName, host.now, close);
}

/** Within `sandbox run` the sandbox's project stands for this one, as it does for `pulumi`. */
function backendOf(project: Project, { env }: Host): Backend {
  return { engine: requireAnyEngine(env), cwd: env["STAGEKEEPER_SANDBOX_PROJECT"] ?? project.root, env };
}

function sessionOf(
  project: Project,
  backend: Backend,
  nameOf: (stack: string) => string,
  now: () => Date,
  close: () => Promise<void>,
): DriftSession {
  return {
    stack({ stage, stack }, timeoutMinutes) {
      const bounded: Backend = { ...backend, stopAt: deadline(timeoutMinutes) };
      return {
        findLock: () => findLock(backend, project, stack),
        refresh: () => refreshPreview(bounded, stage, nameOf(stack)),
        async readState(secrets) {
          const lying = secrets === "closed" ? await readCheckpoint(backend, project, nameOf(stack)) : null;
          return lying ?? readState(bounded, stage, nameOf(stack), secrets);
        },
        vendorChecks: vendorChecks(bounded, nameOf, now),
      };
    },
    secrets: secretTextsOf(backend.env),
    close,
  };
}
