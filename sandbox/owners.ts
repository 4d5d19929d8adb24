import type { ResourceModel } from "./model.ts";
import type { Store } from "./store/store.ts";
import { type Fields, text } from "./values.ts";

/** Which resource of which stack made an object: only the sandbox knows, the vendors do not. */
const kind = "sandbox/owner";

/** The object of a resource, by its id and state. */
interface Owned {
  readonly id: string;
  readonly state: Fields;
}

export function setOwner(store: Store, model: ResourceModel, owned: Owned, urn: string): void {
  store.put(kind, ownerKey(model, owned), { urn });
}

export function removeOwner(store: Store, model: ResourceModel, owned: Owned): void {
  store.remove(kind, ownerKey(model, owned));
}

/** URN, or null for an object that no program made. */
export function ownerOf(store: Store, model: ResourceModel, key: string): string | null {
  return text(store.get(kind, `${model.kind} ${key}`) ?? {}, "urn") || null;
}

function ownerKey(model: ResourceModel, { id, state }: Owned): string {
  return `${model.kind} ${model.key?.(id, state) ?? id}`;
}
