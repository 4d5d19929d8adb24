/** Whole processes, measured in turns: what else happens on the machine then hits all of them alike. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Contestant {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Exit codes of a run that did its work; 1 is what differs use for "there are differences". */
  readonly codes?: readonly number[];
}

export interface Measured {
  readonly name: string;
  /** Wall time in milliseconds. */
  readonly median: number;
  readonly min: number;
  /** Highest resident memory of all runs, in bytes; of a shell's children the largest counts. */
  readonly peak: number;
  /** Why there are no numbers; null where there are. */
  readonly failed: string | null;
}

/** How often the memory of a process is looked at; the kernel keeps the highest value, so only the last moments can be missed. */
const PROBE_MS = 4;
/** A contestant that takes longer than this once is not run again. */
const PATIENCE_MS = 180_000;

/** Runs all contestants `rounds` times, each round in the same order. */
export async function race(contestants: readonly Contestant[], rounds: number): Promise<readonly Measured[]> {
  const runs = contestants.map((): Run[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const earlier = runs[index] ?? [];
      if (!earlier.some(({ failed }) => failed !== null)) earlier.push(await run(contestant));
    }
  }
  return contestants.map(({ name }, index) => summarise(name, runs[index] ?? []));
}

interface Run {
  readonly ms: number;
  readonly peak: number;
  readonly failed: string | null;
}

function summarise(name: string, runs: readonly Run[]): Measured {
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    name,
    median: times[Math.floor(times.length / 2)] ?? Number.NaN,
    min: times[0] ?? Number.NaN,
    peak: Math.max(...runs.map(({ peak }) => peak)),
    failed: runs.find(({ failed }) => failed !== null)?.failed ?? null,
  };
}

function run({ command, args, codes = [0] }: Contestant): Promise<Run> {
  return new Promise((resolve) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
    let peak = 0;
    let errors = "";
    let late = false;
    const probe = setInterval(() => {
      peak = Math.max(peak, ...familyOf(child.pid ?? 0).map(peakMemory));
      if (Number(process.hrtime.bigint() - start) / 1e6 < PATIENCE_MS || late) return;
      late = true;
      // The whole group: a shell's children would go on.
      if (child.pid) process.kill(-child.pid, "SIGKILL");
    }, PROBE_MS);
    child.stderr.on("data", (data: Buffer) => {
      errors = `${errors}${data.toString("utf8")}`.slice(-2_000);
    });
    child.on("error", (error) => {
      errors = error.message;
    });
    child.on("close", (code) => {
      clearInterval(probe);
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      const failed = late ? "took too long" : codes.includes(code ?? -1) ? null : reasonOf(errors, code);
      resolve({ ms, peak, failed });
    });
  });
}

function reasonOf(errors: string, code: number | null): string {
  return /(?:Error|error)[: ].*|.*too (?:long|large).*/.exec(errors)?.[0]?.slice(0, 80) ?? `exit code ${code}`;
}

/** The process and its children. */
function familyOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return [pid, ...(children === "" ? [] : children.split(" ").flatMap((child) => familyOf(Number(child))))];
  } catch {
    return [];
  }
}

/** In bytes; 0 where the process has ended. */
function peakMemory(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
