import { UserError } from "../../core/user-error.ts";
import { timeStamp } from "../github/api.ts";
import type { PropertyModel, ResourceModel, Vendor } from "../model.ts";
import { parsePath, setPath } from "../paths.ts";
import { coerce, typeName } from "../provider/types.ts";
import type { Registry } from "../registry.ts";
import { type Fields, number, text, type Value } from "../values.ts";
import { deploy } from "../vercel/deployments.ts";
import { findOne, type Selection } from "./inventory.ts";

/** Changes one property of an object as its vendor's own website would: Pulumi does not hear of it. */
export function edit(vendor: Vendor, registry: Registry, selection: Selection, path: string, value: Value): void {
  const { model, key, fields } = findOne(vendor.store, registry, selection);
  const steps = parsePath(path);
  const checked = checkedValue(model, path, steps, value);
  vendor.store.put(model.kind, key, touched(vendor, setPath(fields, steps, checked)));
}

/** Removes an object, with all that it holds. */
export function remove(vendor: Vendor, registry: Registry, selection: Selection): void {
  const { model, key, fields, item } = findOne(vendor.store, registry, selection);
  const id = model.key === undefined ? item.id : key;
  if (model.deleteByHand === undefined) model.delete(vendor, id, fields);
  else model.deleteByHand(vendor, id);
}

export interface Addition {
  readonly kind: "github-variable" | "github-secret" | "vercel-variable" | "vercel-deployment";
  /** Environment at GitHub (without one, the repository), project at Vercel by name or id. */
  readonly place?: string | undefined;
  /** Of a deployment: its target, `production` or `preview`. */
  readonly name: string;
  /** Of a deployment: its state, for example `READY`. */
  readonly value: string;
}

/** Makes an object that no program declares; returns its id. At GitHub a secret of that name is overwritten. */
export function add(vendor: Vendor, registry: Registry, addition: Addition): string {
  const { kind, place = "", name, value } = addition;
  if (kind === "vercel-deployment") return deploy(vendor, { project: place, target: name, state: value });
  const { type, planned } = additionOf(vendor, { ...addition, kind });
  const model = registry.resource(type);
  if (model === null) throw new UserError(`The sandbox cannot add a ${kind}.`);
  const { id } = model.create(vendor, planned);
  const key = model.key?.(id) ?? id;
  const made = vendor.store.get(model.kind, key);
  if (made !== null) vendor.store.put(model.kind, key, touched(vendor, made));
  return id;
}

function additionOf(
  { store, world }: Vendor,
  { kind, place, name, value }: Addition & { readonly kind: Exclude<Addition["kind"], "vercel-deployment"> },
): { type: string; planned: Fields } {
  const home = { repository: world.github.repository, ...(place === undefined ? {} : { environment: place }) };
  const level = place === undefined ? "actions" : "actionsEnvironment";
  const className = (suffix: string): string => `${level}${suffix}:${level.replace("a", "A")}${suffix}`;
  switch (kind) {
    case "github-variable":
      return { type: `github:index/${className("Variable")}`, planned: { ...home, variableName: name, value } };
    case "github-secret":
      return { type: `github:index/${className("Secret")}`, planned: { ...home, secretName: name, value } };
    case "vercel-variable": {
      const project = store
        .list("vercel/project")
        .find(([id, fields]) => id === place || text(fields, "name") === place);
      if (project === undefined) throw new UserError(`There is no Vercel project "${place ?? ""}" in the sandbox.`);
      const planned = { projectId: project[0], key: name, value, sensitive: false, targets: ["production"] };
      return { type: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable", planned };
    }
  }
}

/** The property must be one that the program, or a person at the vendor, can set, and a simple one must get a value of its type. */
function checkedValue(model: ResourceModel, path: string, steps: readonly (string | number)[], value: Value): Value {
  const property = model.properties[String(steps[0])];
  if (property === undefined || !canBeEdited(property)) {
    const known = Object.entries(model.properties).filter(([, each]) => canBeEdited(each));
    throw new UserError(
      `${model.type} has no property "${path}" that can be edited.`,
      `It has: ${known.map(([name]) => name).join(", ")}.`,
    );
  }
  if (steps.length > 1) return value;
  const coerced = coerce(property.type, value);
  if (coerced === undefined)
    throw new UserError(`"${path}" takes a ${typeName(property.type)}, not ${JSON.stringify(value)}.`);
  return coerced;
}

function canBeEdited({ outputOnly, notModelled, byHand }: PropertyModel): boolean {
  return byHand === true || (outputOnly !== true && notModelled !== true);
}

/**
 * People work at other times than Pulumi does. Here everything happens within seconds, so what a person changes is dated a few
 * minutes ahead: whoever compares times sees what a day's distance would show.
 */
const aheadMs = 5 * 60_000;

/** Vendors that keep the time of the last change keep it in their own form: GitHub as text, Vercel as a number. */
function touched(vendor: Vendor, fields: Fields): Fields {
  const before = fields["updatedAt"];
  const later = new Date(vendor.now().getTime() + aheadMs);
  if (typeof before === "string") return { ...fields, updatedAt: timeStamp(later, before) };
  if (typeof before === "number")
    return { ...fields, updatedAt: Math.max(later.getTime(), number(fields, "updatedAt") + 1) };
  return fields;
}
