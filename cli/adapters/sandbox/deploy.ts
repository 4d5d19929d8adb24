import { afterEvent, noProgress, type Progress } from "../../../core/deployment/progress.ts";
import { runEngine } from "../engine.ts";
import type { SandboxSession } from "./session.ts";

/** How one stack's deployment ended. */
export interface Deployment {
  readonly stack: string;
  readonly progress: Progress;
  readonly seconds: number;
  readonly succeeded: boolean;
}

/** Deploys one stack of the sandbox with the real engine; `onProgress` hears of every event. Raw events are not kept. */
export async function deployStack(
  sandbox: SandboxSession,
  stack: string,
  now: () => Date,
  onProgress: (progress: Progress) => void,
): Promise<Deployment> {
  let progress = noProgress;
  const started = now();
  const result = await runEngine(
    sandbox.engine,
    ["up", "--stack", stack, "--yes", "--skip-preview", "--json", "--non-interactive"],
    {
      cwd: sandbox.folder.project,
      env: sandbox.env,
      onLine(line) {
        progress = afterEvent(progress, line);
        onProgress(progress);
      },
    },
  );
  if (result.code !== 0 && progress.errors.length === 0) {
    progress = { ...progress, errors: [result.stderr.trim() || `pulumi up exited with ${result.code}`] };
  }
  return { stack, progress, seconds: (now().getTime() - started.getTime()) / 1000, succeeded: result.code === 0 };
}
