/** What a project's file says. */
import { type ConfigPath, valueAt } from "../../core/config/path.ts";
import type { Project } from "./project.ts";

type ProjectText = Pick<Project, "text" | "file">;

/** `name` in Pulumi.yaml: under it the backend keeps the project's stacks. Empty where there is none. */
export async function projectName(project: ProjectText): Promise<string> {
  // Nearly always it stands on a line of its own: then the file need not be parsed.
  const plain = /^name:[ \t]+([A-Za-z][\w.-]*)[ \t]*\r?$/m.exec(project.text)?.[1];
  const name = plain ?? (await projectValue(project, ["name"]));
  return typeof name === "string" ? name : "";
}

export async function projectValue({ text, file }: ProjectText, path: ConfigPath): Promise<unknown> {
  const { parseYamlData } = await import("./yaml.ts");
  return valueAt(parseYamlData(text, file), path);
}
