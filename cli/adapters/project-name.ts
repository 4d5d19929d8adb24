import type { Project } from "./project.ts";
import { parseYamlData } from "./yaml.ts";

/** `name` in Pulumi.yaml; empty where there is none. */
export function projectName({ text, file }: Pick<Project, "text" | "file">): string {
  const data = parseYamlData(text, file);
  const name = typeof data === "object" && data !== null && "name" in data ? data.name : "";
  return typeof name === "string" ? name : "";
}
