import { text } from "node:stream/consumers";
import { UserError } from "../core/user-error.ts";
import { startSandbox } from "./start.ts";
import { createWorld, type WorldSettings } from "./world.ts";

/**
 * Entry of the sandbox's server process. Takes `{ "folder": ..., "world": {...} }` as JSON from the variable
 * STAGEKEEPER_SANDBOX_SETTINGS or from its standard input, and runs until its last lease is given back.
 */
interface Settings {
  readonly folder: string;
  readonly world?: WorldSettings;
}

async function main(): Promise<void> {
  const settings = parseSettings(process.env["STAGEKEEPER_SANDBOX_SETTINGS"] ?? (await text(process.stdin)));
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  // Before the start: while server.json is written, a library listens to the same signals for a moment, and Node forgets
  // a signal that arrives as the last listener goes.
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const running = await startSandbox({
    folder: settings.folder,
    world: createWorld(settings.world ?? {}),
    clock: { now: () => new Date() },
    functions: { host: bundle("worker"), modules: runtimeModules() },
    onIdle: stop,
    crash: () => process.kill(process.pid, "SIGKILL"),
  });
  await stopped;
  await running.close();
  process.exit(0);
}

/** Clients of the AWS SDK that a function can import, as in Lambda; built beside this module's bundle. */
function runtimeModules(): Readonly<Record<string, string>> {
  const clients = ["client-cloudwatch", "client-dynamodb", "client-sns", "client-ssm"];
  return Object.fromEntries(clients.map((client) => [`@aws-sdk/${client}`, bundle(client).href]));
}

function bundle(name: string): URL {
  return new URL(`lambda/${name}.js`, import.meta.url);
}

function parseSettings(json: string): Settings {
  try {
    const settings = JSON.parse(json) as Settings;
    if (typeof settings.folder === "string") return settings;
  } catch {
    // Said below: settings without a folder are no better than none.
  }
  throw new UserError(
    "The sandbox's server was started without settings.",
    "Use `npx stagekeeper sandbox`, which starts it.",
  );
}

main().catch((error: unknown) => {
  const known = error instanceof UserError;
  process.stderr.write(
    known ? `${error.message}\n${error.next}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(known ? 2 : 1);
});
