import type { FunctionModel, ResourceModel } from "../model.ts";

export const githubResources: readonly ResourceModel[] = [];
export const githubFunctions: readonly FunctionModel[] = [];
