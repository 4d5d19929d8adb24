import type { PropertyModel, Vendor } from "../../model.ts";
import { type Fields, isUnset, object, Unknown, unknown, type Value } from "../../values.ts";
import { configuredObject } from "./account.ts";

/** `tags` are the resource's own, `tagsAll` has the provider's default tags as well. */
export const tagProperties = {
  tags: { type: { map: "string" } },
  tagsAll: { type: { map: "string" }, outputOnly: true },
} as const satisfies Readonly<Record<string, PropertyModel>>;

function defaultTags(vendor: Vendor): Fields {
  return object(configuredObject(vendor, "defaultTags"), "tags") ?? {};
}

/** Changed default tags plan an update of every resource (terraform-provider-aws, internal/provider, setTagsAll). */
export function deriveTagsAll(planned: Fields, _prior: Fields | null, vendor: Vendor): Fields {
  return { ...planned, tagsAll: planned["tags"] instanceof Unknown ? unknown : allTags(planned, vendor) };
}

/** What the vendor stores: one set of tags, under the name `tags`. */
export function allTags(planned: Fields, vendor: Vendor): Fields {
  return withoutUnset({ ...defaultTags(vendor), ...object(planned, "tags") });
}

/** The vendor's one set told apart again: what equals a default tag is the resource's own only if its state says so. */
export function readTags(stored: Fields, state: Fields | null, vendor: Vendor): Fields {
  const all = object(stored, "tags") ?? {};
  const before = state === null ? null : object(state, "tags");
  const defaults = defaultTags(vendor);
  const own = Object.entries(all).filter(([key, value]) => defaults[key] !== value || !isUnset(before?.[key]));
  const tags: Value = own.length === 0 && before === null ? null : Object.fromEntries(own);
  return { tags, tagsAll: all };
}

function withoutUnset(tags: Fields): Fields {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => !isUnset(value)));
}
