import type { ResourceModel } from "./model.ts";
import type { Store } from "./store/store.ts";
import { text } from "./values.ts";

/** Which resource of which stack made an object: only the sandbox knows, the vendors do not. */
const kind = "sandbox/owner";

function keyOf(model: ResourceModel, id: string): string {
  return model.key?.(id) ?? id;
}

export function setOwner(store: Store, model: ResourceModel, id: string, urn: string): void {
  store.put(kind, ownerKey(model, id), { urn });
}

export function removeOwner(store: Store, model: ResourceModel, id: string): void {
  store.remove(kind, ownerKey(model, id));
}

/** URN, or null for an object that no program made. */
export function ownerOf(store: Store, model: ResourceModel, key: string): string | null {
  return text(store.get(kind, `${model.kind} ${key}`) ?? {}, "urn") || null;
}

function ownerKey(model: ResourceModel, id: string): string {
  return `${model.kind} ${keyOf(model, id)}`;
}
