/** What `import ... from "stagekeeper/components"` gives: the parts of a stage, to put together in another way. */
export { AccountRoles, type AccountRolesArgs } from "./aws/account-roles.ts";
export { Bucket, type BucketArgs } from "./aws/bucket.ts";
export { Identities, type IdentitiesArgs } from "./aws/identities.ts";
export { Table, type TableArgs } from "./aws/table.ts";
export { type Layer, Warehouse, type WarehouseArgs } from "./aws/warehouse.ts";
export type { Binding } from "./bindings.ts";
export { GitHubEnvironment, type GitHubEnvironmentArgs } from "./github/environment.ts";
export { lookUpRepository, type Repository } from "./github/repository.ts";
export { AccountMonitoring, type AccountMonitoringArgs } from "./monitoring/account.ts";
export { StageMonitoring, type StageMonitoringArgs } from "./monitoring/stage.ts";
export type { Tags } from "./tags.ts";
export { VercelProject, type VercelProjectArgs } from "./vercel/project.ts";
