import type { Command } from "commander";
import type { Host } from "../adapters/host.ts";
import type { SetExitCode } from "./set-exit-code.ts";

export function addSandbox(program: Command, host: Host, setExitCode: SetExitCode): void {
  const sandbox = program
    .command("sandbox")
    .description("try everything without any account: the real engine against vendors on this machine")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .enablePositionalOptions();
  sandbox
    .command("up [stages...]")
    .description("deploy the account stack, then the stages (default: all) into the sandbox")
    .action(async (stages: string[]) => {
      const { sandboxUp } = await import("../run/sandbox.ts");
      setExitCode(await sandboxUp(host, stages));
    });
  sandbox
    .command("run")
    .description("run any command with the sandbox's environment, for example: sandbox run -- pulumi up --stack prod")
    .argument("<command...>")
    .passThroughOptions()
    .action(async (command: string[]) => {
      const { sandboxRun } = await import("../run/sandbox.ts");
      setExitCode(await sandboxRun(host, command));
    });
  sandbox
    .command("status")
    .description("what is deployed in the sandbox, by stage and vendor")
    .option("--format <format>", "table or json", "table")
    .action(async ({ format }: { format: string }) => {
      const { sandboxStatus } = await import("../run/sandbox.ts");
      setExitCode(await sandboxStatus(host, format));
    });
  sandbox
    .command("reset")
    .description("remove the sandbox: its vendors, stacks, passphrase and secrets")
    .action(async () => {
      const { sandboxReset } = await import("../run/sandbox.ts");
      setExitCode(await sandboxReset(host));
    });
  sandbox
    .command("edit <stage> <address> <change>")
    .description(
      "change a property behind Pulumi's back: edit prod 'aws:dynamodb/table:Table::facts' 'billingMode=\"PAY_PER_REQUEST\"'",
    )
    .action(async (stage: string, address: string, change: string) => {
      const { sandboxEdit } = await import("../run/sandbox.ts");
      setExitCode(await sandboxEdit(host, stage, address, change));
    });
  sandbox
    .command("remove <stage> <address>")
    .description("remove a resource at its vendor behind Pulumi's back")
    .action(async (stage: string, address: string) => {
      const { sandboxRemove } = await import("../run/sandbox.ts");
      setExitCode(await sandboxRemove(host, stage, address));
    });
  sandbox
    .command("add <stage> <kind> <assignment>")
    .description(
      "add something that nobody declared: add prod github-variable NAME=VALUE; kinds: github-variable, github-secret, vercel-variable, vercel-deployment (production=READY)",
    )
    .action(async (stage: string, kind: string, assignment: string) => {
      const { sandboxAdd } = await import("../run/sandbox.ts");
      setExitCode(await sandboxAdd(host, stage, kind, assignment));
    });
  sandbox
    .command("fault <stage> <operation> <kind>")
    .description("let a vendor's operation fail: fault prod create error --nth 2")
    .option("--nth <n>", "which matching call fails, counted from 1", "1")
    .option("--type <token>", "only for this resource type")
    .action(async (stage: string, operation: string, kind: string, options: { nth: string; type?: string }) => {
      const { sandboxFault } = await import("../run/sandbox.ts");
      setExitCode(await sandboxFault(host, stage, operation, kind, options));
    });
}
