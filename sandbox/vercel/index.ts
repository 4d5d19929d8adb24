import type { FunctionModel, ResourceModel } from "../model.ts";

export const vercelResources: readonly ResourceModel[] = [];
export const vercelFunctions: readonly FunctionModel[] = [];
