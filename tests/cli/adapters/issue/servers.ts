/** Two stand-ins for GitHub: npm `emulate`, by other people, and the sandbox's own. Both are reached as GitHub is. */
import { createServer } from "node:net";
import { Octokit } from "@octokit/rest";
import { createEmulator } from "emulate";
import { createGitHub } from "../../../../cli/adapters/drift/github/client.ts";
import { githubIssues } from "../../../../cli/adapters/issue/tracker.ts";
import type { IssueTracker } from "../../../../cli/commands/living-issue.ts";
import { TestSandbox } from "../../../sandbox/support.ts";

export const repository = { owner: "jdoe", repo: "agent-ops" } as const;

export interface IssueServer {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

export async function emulateServer(): Promise<IssueServer> {
  const token = "emulate-token";
  const emulator = await createEmulator({
    service: "github",
    port: await freePort(),
    seed: {
      tokens: { [token]: { login: repository.owner, scopes: ["repo"] } },
      github: {
        users: [{ login: repository.owner }, { login: "stranger" }],
        repos: [{ owner: repository.owner, name: repository.repo }],
      },
    },
  });
  return { name: "emulate", url: emulator.url, token, stop: () => emulator.close() };
}

export async function sandboxServer(): Promise<IssueServer> {
  const sandbox = await TestSandbox.start();
  const url = `http://127.0.0.1:${sandbox.running.info.httpPort}/github`;
  return { name: "sandbox", url, token: "any", stop: () => sandbox.stop() };
}

/** As the command line reaches it. */
export function trackerOf({ url, token }: IssueServer): IssueTracker {
  const client = createGitHub({ baseUrl: url, token, pausesBetweenWrites: false });
  return githubIssues(client, repository);
}

/** As a person would look at it: the plain client. */
export function octokitOf({ url, token }: IssueServer): Octokit {
  const nothing = (): void => undefined;
  return new Octokit({
    auth: token,
    baseUrl: url,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
