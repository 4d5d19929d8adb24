import { homedir } from "node:os";

/** What the process offers: the only file that touches console and clock, and beside ahead.ts the process. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** Reports. */
  readonly print: (text: string) => void;
  /** Progress, warnings, errors. */
  readonly log: (line: string) => void;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly now: () => Date;
}

export interface Terminal {
  /** False in pipes, files and CI: no colour, no moving progress. */
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
  readonly columns: number;
  readonly stream: NodeJS.WriteStream;
}

const defaultColumns = 80;

function terminal(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Terminal {
  const isInteractive = stream.isTTY === true && !env["CI"] && env["TERM"] !== "dumb";
  const forced = env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0";
  return {
    isInteractive,
    hasColour: !env["NO_COLOR"] && (isInteractive || forced),
    columns: stream.columns ?? (Number(env["COLUMNS"]) || defaultColumns),
    stream,
  };
}

export function processHost(): Host {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", unlessNobodyReads);
  // The AWS SDK's advice on the version of Node is for whoever builds with it, not for whoever runs this command.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return {
    env: process.env,
    cwd: process.cwd(),
    home: process.env["HOME"] ?? homedir(),
    print: (text) => process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    log: (line) => process.stderr.write(`${line}\n`),
    stdout: terminal(process.stdout, process.env),
    stderr: terminal(process.stderr, process.env),
    now: () => new Date(),
  };
}

/** A reader that has seen enough (`stagekeeper parity | head`) is no failure: the verdict stays the exit code. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Leaves with this code once all output is written. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}
