import type { WebAnswer, WebRequest } from "../../../runtime/internet.ts";

/** What a function's worker is started with. */
export interface WorkerSettings {
  /** URL of the module that holds the handler. */
  readonly module: string;
  /** Name of its export. */
  readonly handler: string;
}

/** From the sandbox to a worker. */
export type ToWorker =
  | { readonly kind: "invoke"; readonly event: unknown; readonly context: InvocationContext; readonly offsetMs: number }
  /** What the internet answers to a request; null where nothing is there. */
  | { readonly kind: "answer"; readonly id: number; readonly answer: WebAnswer | null };

/** From a worker to the sandbox. */
export type FromWorker =
  | { readonly kind: "log"; readonly line: string }
  /** The module is loaded, and the handler is about to be called. */
  | { readonly kind: "begun" }
  | { readonly kind: "request"; readonly id: number; readonly request: WebRequest }
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "failure"; readonly error: string };

/** The part of a handler's second argument that is data. */
export interface InvocationContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  /** Seconds. */
  readonly timeout: number;
}
