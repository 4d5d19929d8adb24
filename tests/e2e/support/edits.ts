/** Edits behind Pulumi's back, made from the sandbox's models: any property of any resource that a vendor lets people change. */
import type { PropertyModel, TypeModel } from "../../../sandbox/model.ts";
import { registry } from "../../../sandbox/registry.ts";

/** An object at a vendor that a stack made. */
export interface VendorObject {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly stack: string;
  readonly urn: string;
}

export interface Edit {
  readonly object: VendorObject;
  readonly property: string;
  readonly value: unknown;
  /** Where drift is to be found, and what is there then. */
  readonly path: string;
  readonly actual: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** No change at a vendor: what only the provider reads, and by what an object is found. */
const NOT_AT_THE_VENDOR: Readonly<Record<string, readonly string[]>> = {
  "*": ["bucket", "forceDestroy", "forceDetachPolicies", "repository", "skipDestroy"],
  // DynamoDB knows the attributes of keys and indexes only, and changes them with these.
  "aws:dynamodb/table:Table": ["attributes"],
  "aws:iam/policy:Policy": ["delayAfterPolicyCreationInMs"],
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": ["environment"],
  "vercel:index/project:Project": ["name"],
};

/** What a refresh cannot see: it has checks of its own, or none. */
const INVISIBLE: Readonly<Record<string, readonly string[]>> = {
  // The view type comes and goes with the stream.
  "aws:dynamodb/table:Table": ["streamViewType", "ttl", "warmThroughput"],
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ["*"],
  // An update does not take reviewers away again: terraform-provider-github #3156.
  "github:index/repositoryEnvironment:RepositoryEnvironment": ["preventSelfReview", "reviewers"],
  "vercel:index/project:Project": ["gitComments", "gitProviderOptions"],
};

const TYPES: ReadonlySet<string> = new Set([
  "aws:dynamodb/table:Table",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  "github:index/repositoryEnvironment:RepositoryEnvironment",
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  "vercel:index/project:Project",
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
]);

/** One edit for each property of the object; `outputs` are as the state has them. */
export function editsOf(object: VendorObject, outputs: Values): readonly Edit[] {
  const model = registry.resource(object.type);
  if (!model || !TYPES.has(object.type)) return [];
  const left = [NOT_AT_THE_VENDOR["*"], NOT_AT_THE_VENDOR[object.type], INVISIBLE[object.type]].flat();
  // Of a variable that is not to be read only the time of its last write tells, whatever was written.
  if (left.includes("*") || outputs["sensitive"] === true) return [];
  return Object.entries(model.properties).flatMap(([property, { type, outputOnly, notModelled, replace }]) => {
    // What would replace the resource is what nobody can change at the vendor.
    if (outputOnly || notModelled || replace || left.includes(property)) return [];
    const changed = change(type, outputs[property] ?? null);
    return changed === null
      ? []
      : [{ object, property, value: changed.value, path: `${property}${changed.below}`, actual: changed.actual }];
  });
}

interface Change {
  readonly value: unknown;
  /** Path from the property on. */
  readonly below: string;
  readonly actual: unknown;
}

/** null where the type has nothing that could be written down here. */
function change(type: TypeModel, old: unknown): Change | null {
  if (typeof type === "string") return changedScalar(type, old);
  if ("object" in type) return isValues(old) ? changedMember(type.object, old) : made(type);
  if ("map" in type) {
    if (!isValues(old)) return made(type);
    const added = made(type.map);
    return added && { value: { ...old, added: added.value }, below: ".added", actual: added.actual };
  }
  const inner = "list" in type ? type.list : type.set;
  const added = made(inner);
  if (!added || !Array.isArray(old)) return added && whole([added.value]);
  const value = [...old, added.value];
  return "set" in type ? whole(value) : { value, below: `[${old.length}]`, actual: added.actual };
}

function changedScalar(type: string, old: unknown): Change | null {
  if (type === "boolean") return whole(old !== true);
  if (type === "integer" || type === "number") return whole(Number(old ?? 0) + 1);
  if (type !== "string") return null;
  if (typeof old === "string" && old.startsWith("{"))
    return whole(JSON.stringify({ ...JSON.parse(old), Id: "by-hand" }));
  return whole(`${old ?? ""}by-hand`);
}

/** The first member that can be changed. */
function changedMember(members: Readonly<Record<string, PropertyModel>>, old: Values): Change | null {
  for (const [name, { type, outputOnly, notModelled }] of Object.entries(members)) {
    if (outputOnly || notModelled) continue;
    const changed = change(type, old[name] ?? null);
    if (changed)
      return { value: { ...old, [name]: changed.value }, below: `.${name}${changed.below}`, actual: changed.actual };
  }
  return null;
}

/** A value of the type from nothing. */
function made(type: TypeModel): Change | null {
  if (typeof type === "string") return changedScalar(type, null);
  if ("map" in type) {
    const value = made(type.map);
    return value && whole({ added: value.value });
  }
  if ("object" in type) {
    const members = Object.entries(type.object).flatMap(([name, member]) => {
      const value = member.outputOnly || member.notModelled ? null : made(member.type);
      return value === null ? [] : [[name, value.value]];
    });
    return members.length === 0 ? null : whole(Object.fromEntries(members));
  }
  const value = made("list" in type ? type.list : type.set);
  return value && whole([value.value]);
}

function whole(value: unknown): Change {
  return { value, below: "", actual: value };
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
