import type { FunctionModel, ResourceModel } from "../model.ts";
import { environmentVariable } from "./environment-variable.ts";
import { project } from "./project.ts";
import { projectDomain } from "./project-domain.ts";

export { vercelProvider } from "./provider.ts";

export const vercelResources: readonly ResourceModel[] = [project, environmentVariable, projectDomain];
export const vercelFunctions: readonly FunctionModel[] = [];
