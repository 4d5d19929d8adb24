import { Listr, ListrLogger, ListrLogLevels, type ListrTask, ProcessOutput } from "listr2";
import { shortStackName } from "../../../core/config/stack-name.ts";
import { UserError } from "../../../core/user-error.ts";
import type { Host } from "../../adapters/host.ts";
import { leaveInterruptsToChildren } from "../../adapters/interrupts.ts";
import { type Deployment, deployStack } from "../../adapters/sandbox/deploy.ts";
import { openSandbox, type SandboxSession } from "../../adapters/sandbox/session.ts";
import { renderDeployments } from "../../reporters/deployments.ts";
import { unknownStage } from "../unknown-stage.ts";

/** As shells have it for a command that Ctrl-C ended. */
const interruptedCode = 130;

/** Deploys the account stack, then the stages side by side, and says what there is now and what to try next. */
export async function sandboxUp(host: Host, wanted: readonly string[]): Promise<number> {
  const sandbox = await openSandbox(host);
  const interrupts = leaveInterruptsToChildren();
  try {
    const stages = chooseStages(sandbox, wanted);
    const deployments: Deployment[] = [];
    const errors: unknown[] = [];
    const deploy = (stack: string, title: string): ListrTask => ({
      title,
      task: async (_, shown) => {
        const deployment = await deployStack(sandbox, stack, host.now, ({ done, current }) => {
          if (host.stderr.isInteractive) shown.output = `${done} resources${current === null ? "" : `, ${current}`}`;
        }).catch((error: unknown) => {
          errors.push(error);
          throw error;
        });
        deployments.push(deployment);
        if (!deployment.succeeded) throw new Error(`${title} failed`);
        shown.title = `${title}: ${deployment.progress.done} resources in ${deployment.seconds.toFixed(1)} s`;
      },
    });
    const sideBySide: ListrTask = {
      title: `stages ${stages.map(({ name }) => name).join(", ")}`,
      task: (_, shown) =>
        shown.newListr(
          stages.map(({ name, stack }) => deploy(stack, name)),
          { concurrent: true, exitOnError: false },
        ),
    };
    const account = sandbox.accountStack === null ? [] : [deploy(sandbox.accountStack, "account")];
    const tasks = new Listr([...account, sideBySide], { exitOnError: true, ...progressOn(host) });
    // Listr shows failures and drops them; each of them is in `deployments` or in `errors`.
    await tasks.run().catch(() => undefined);
    if (errors.length > 0) throw errors[0];
    const order = [sandbox.accountStack, ...stages.map(({ stack }) => stack)];
    deployments.sort((a, b) => order.indexOf(a.stack) - order.indexOf(b.stack));
    host.print(renderDeployments(deployments, { colour: host.stdout.hasColour, columns: host.stdout.columns }));
    if (interrupts.happened) return interruptedCode;
    return deployments.every(({ succeeded }) => succeeded) ? 0 : 2;
  } finally {
    interrupts.release();
    await sandbox.close();
  }
}

/** Listr would find out by itself, and take every terminal for one with colour, in CI too. */
const withoutColour = Object.fromEntries(
  Object.values(ListrLogLevels).map((level) => [level, (text?: string) => text ?? ""]),
);

/** Moving lines on a terminal, one line a step elsewhere; always on standard error. */
function progressOn(host: Host) {
  const { stream, isInteractive, hasColour } = host.stderr;
  const logger = new ListrLogger({ processOutput: new ProcessOutput(stream, stream) });
  return {
    // Listr's own would end this process at once, while the engine still puts its state in order.
    registerSignalListeners: false,
    renderer: isInteractive ? ("default" as const) : ("simple" as const),
    rendererOptions: { logger, ...(hasColour ? {} : { color: withoutColour }) },
  };
}

interface Chosen {
  readonly name: string;
  readonly stack: string;
}

/** In promotion order, each once. */
function chooseStages(sandbox: SandboxSession, wanted: readonly string[]): readonly Chosen[] {
  const all = sandbox.stages.map(({ stage }) => ({ name: stage.name, stack: shortStackName(stage.stack) }));
  if (all.length === 0) {
    throw new UserError(
      "This Pulumi project has no stagekeeper configuration, so there are no stages to deploy",
      "Use the engine directly: npx stagekeeper sandbox run -- pulumi up --stack NAME",
    );
  }
  const names = all.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw unknownStage(unknown, names);
  return all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}
