/** Pulumi's flags that take a path. */
const pathFlags = new Set([
  "--config-file",
  "--event-log",
  "--file",
  "--import-file",
  "--out",
  "--plan",
  "--policy-pack",
  "--policy-pack-config",
  "--save-plan",
  "--shell-file",
]);
/** Short forms that take a path in `pulumi import`; elsewhere `-f` takes nothing. */
const importPathFlags = new Set(["-f", "-o"]);
/** May also be the name of a pack in a registry. */
const mayBeAName = new Set(["--policy-pack"]);
const folderFlags = ["-C", "--cwd"];

/**
 * Rewrites the arguments of a `pulumi` call so that it works in the sandbox's project while paths keep meaning what
 * they mean in the caller's folder. A call that names a project itself (`-C`) is left alone.
 * @param absolute turns a path of the caller's into an absolute one; returns null for text that is no existing path
 */
export function toSandboxArguments(
  args: readonly string[],
  project: string,
  absolute: (path: string, mustExist: boolean) => string | null,
): string[] {
  if (args.some((arg) => folderFlags.some((flag) => arg === flag || arg.startsWith(`${flag}=`)))) return [...args];
  const rewritten: string[] = [];
  const isImport = args.find((arg) => !arg.startsWith("-")) === "import";
  let expectsPath: string | null = null;
  for (const arg of args) {
    if (expectsPath !== null) {
      rewritten.push(toAbsolute(expectsPath, arg));
      expectsPath = null;
      continue;
    }
    const [flag = "", value] = splitOnce(arg);
    const isPathFlag = pathFlags.has(flag) || (isImport && importPathFlags.has(flag));
    if (isPathFlag && value === undefined) expectsPath = flag;
    rewritten.push(isPathFlag && value !== undefined ? `${flag}=${toAbsolute(flag, value)}` : arg);
  }
  return ["-C", project, ...rewritten];

  function toAbsolute(flag: string, value: string): string {
    return absolute(value, mayBeAName.has(flag)) ?? value;
  }
}

function splitOnce(arg: string): [string, string | undefined] {
  const at = arg.startsWith("--") ? arg.indexOf("=") : -1;
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}
