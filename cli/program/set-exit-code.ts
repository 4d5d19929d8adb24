/** How a command says how it ended; the process leaves once all output is written. */
export type SetExitCode = (code: number) => void;
