import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where the sandbox keeps things; the whole folder is ignored by git and removed by `sandbox reset`. */
export interface SandboxFolder {
  readonly root: string;
  /** The generated Pulumi project. */
  readonly project: string;
  /** Pulumi's file backend. */
  readonly state: string;
  /** The same as a URL, in which `#` and `%` of a folder's name are escaped. */
  readonly backendUrl: string;
  readonly passphraseFile: string;
  /** Holds the `pulumi` that stands in front of PATH. */
  readonly bin: string;
  /** The local vendors: their store, and how to reach their server. */
  readonly vendors: string;
  readonly serverFile: string;
  readonly lockFile: string;
}

export function sandboxFolder(projectRoot: string): SandboxFolder {
  const root = join(projectRoot, ".sandbox");
  const state = join(root, "state");
  const vendors = join(root, "vendors");
  return {
    root,
    project: join(root, "project"),
    state,
    backendUrl: pathToFileURL(state).href,
    passphraseFile: join(root, "passphrase"),
    bin: join(root, "bin"),
    vendors,
    serverFile: join(vendors, "server.json"),
    lockFile: join(root, "prepare.lock"),
  };
}
