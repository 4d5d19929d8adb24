import type { FunctionModel, ResourceModel } from "../model.ts";

import { table } from "./dynamodb/table.ts";

export { awsProvider } from "./provider.ts";

export const awsResources: readonly ResourceModel[] = [table];
export const awsFunctions: readonly FunctionModel[] = [];
