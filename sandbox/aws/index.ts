import type { FunctionModel, ResourceModel } from "../model.ts";

export const awsResources: readonly ResourceModel[] = [];
export const awsFunctions: readonly FunctionModel[] = [];
