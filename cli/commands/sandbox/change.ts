import { vercelProjectName } from "../../../core/naming/names.ts";
import { UserError } from "../../../core/user-error.ts";
import type { Host } from "../../adapters/host.ts";
import { openSandbox, type SandboxSession } from "../../adapters/sandbox/session.ts";
import { stackOfStage } from "./stage.ts";

/** Changes one property at its vendor, as a person would on the vendor's website. */
export async function sandboxEdit(host: Host, stage: string, address: string, change: string): Promise<number> {
  const at = change.indexOf("=");
  if (at <= 0)
    throw new UserError(`${change} is no change`, "Write PATH=JSON, for example billingMode='\"PAY_PER_REQUEST\"'");
  const path = change.slice(0, at);
  const value = parseJson(change.slice(at + 1));
  return await withSandbox(host, async (sandbox) => {
    await sandbox.server.control("POST", "/edit", { ...select(sandbox, stage, address), path, value });
    host.log(`Changed ${path} of ${address} in ${stage} behind Pulumi's back.`);
  });
}

export async function sandboxRemove(host: Host, stage: string, address: string): Promise<number> {
  return await withSandbox(host, async (sandbox) => {
    await sandbox.server.control("POST", "/remove", select(sandbox, stage, address));
    host.log(`Removed ${address} of ${stage} behind Pulumi's back.`);
  });
}

const kinds = ["github-variable", "github-secret", "vercel-variable", "vercel-deployment"] as const;

/** Makes something at a vendor that no program declares. */
export async function sandboxAdd(host: Host, stage: string, kind: string, assignment: string): Promise<number> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (name === undefined || value === undefined)
    throw new UserError(`${assignment} is no assignment`, "Write NAME=VALUE");
  if (!(kinds as readonly string[]).includes(kind))
    throw new UserError(`There is no kind ${kind}`, `Use one of: ${kinds.join(", ")}`);
  return await withSandbox(host, async (sandbox) => {
    await sandbox.server.control("POST", "/add", { kind, name, value, ...placeOf(sandbox, stage, kind) });
    host.log(`Added ${kind} ${name} to ${stage}; no program declares it.`);
  });
}

async function withSandbox(host: Host, work: (sandbox: SandboxSession) => Promise<void>): Promise<number> {
  const sandbox = await openSandbox(host);
  try {
    await work(sandbox);
    return 0;
  } finally {
    await sandbox.close();
  }
}

/** An address is `<type token>::<logical name>`, as reports show it. */
function select(sandbox: SandboxSession, stage: string, address: string): { type: string; id: string; stack: string } {
  const at = address.lastIndexOf("::");
  if (at <= 0) {
    throw new UserError(
      `${address} is no address`,
      "Write <type>::<name>, for example aws:dynamodb/table:Table::facts",
    );
  }
  const qualified = address.slice(0, at);
  const type = qualified.slice(qualified.lastIndexOf("$") + 1);
  return { type, id: address.slice(at + "::".length), stack: stackOfStage(sandbox, stage) };
}

/** The stage's environment at GitHub, or none where its bindings live in the repository; its first Vercel project. */
function placeOf(sandbox: SandboxSession, stage: string, kind: string): { place?: string } {
  const config = sandbox.stages.find((entry) => entry.stage.name === stage);
  if (!config) {
    stackOfStage(sandbox, stage);
    return {};
  }
  if (kind.startsWith("vercel-")) {
    const [project] = Object.keys(config.vercel.projects);
    if (project === undefined)
      throw new UserError(`The stage ${stage} has no Vercel project`, "Add one to vercel.projects.");
    return { place: vercelProjectName(config.app, project, stage) };
  }
  return config.github.bindings === "environment" ? { place: stage } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${text} is no JSON`, `A text needs quotes: '"${text}"'`);
  }
}
