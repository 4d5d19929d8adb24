import { isMap, isSeq, parseDocument } from "yaml";
import { UserError } from "../user-error.ts";

/** Keys of Pulumi.yaml that name files or folders, which the generated project reaches from two folders below. */
const backFromGenerated = "../..";

/**
 * Turns a project's Pulumi.yaml into the one the sandbox runs: the same program and configuration, reached from
 * `.sandbox/project/`, without the backend that the project's real state lives in. Its stage files lie beside it.
 * @returns the text, and the name of the Pulumi project
 * Works on the text, so that quoting (dates!) survives as written.
 */
export function toSandboxProject(text: string, file: string): { text: string; name: string } {
  const document = parseYaml(text, file);
  const name = document.get("name");
  if (typeof name !== "string") throw new UserError(`${file}: name is missing`, "Give the Pulumi project a name.");
  const main = document.get("main");
  document.set("main", backPath(typeof main === "string" ? main : "."));
  document.delete("backend");
  document.delete("stackConfigDir");
  pointPluginsBack(document.get("plugins"));
  return { text: document.toString(), name };
}

/** Local plugin paths are relative to the project's folder. */
function pointPluginsBack(plugins: unknown): void {
  if (!isMap(plugins)) return;
  for (const { value: group } of plugins.items) {
    if (!isSeq(group)) continue;
    for (const plugin of group.items) {
      const path = isMap(plugin) ? plugin.get("path") : undefined;
      if (isMap(plugin) && typeof path === "string") plugin.set("path", backPath(path));
    }
  }
}

function backPath(path: string): string {
  if (path.startsWith("/")) return path;
  const relative = path.replace(/^(\.\/)+/, "").replace(/^\.$/, "");
  return relative === "" ? backFromGenerated : `${backFromGenerated}/${relative}`;
}

/** Parses one YAML mapping; a syntax error names file and line. */
export function parseYaml(text: string, file: string) {
  const document = parseDocument(text, { prettyErrors: true });
  const error = document.errors[0];
  if (error) throw new UserError(`${file}: ${error.message.split("\n")[0]}`, "Correct the YAML.");
  if (document.contents === null) document.contents = document.createNode({}) as never;
  if (!isMap(document.contents)) throw new UserError(`${file}: a YAML mapping is expected`, "Correct the YAML.");
  return document;
}
