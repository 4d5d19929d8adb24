import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { ResourceModel } from "../model.ts";
import type { Fields } from "../values.ts";
import { bookkeeping } from "./bookkeeping.ts";
import type { PropertyChange } from "./changes.ts";
import type { CheckResult } from "./check.ts";
import type { Plan } from "./plan.ts";
import { toStruct } from "./struct.ts";

export type CheckResponse = InstanceType<typeof providerProto.CheckResponse>;
export type DiffResponse = InstanceType<typeof providerProto.DiffResponse>;

/** Refusals as the bridge words them (pulumi/pulumi-terraform-bridge, pkg/tfbridge/check_failures.go). */
export function checkResponse(model: ResourceModel, name: string, { inputs, refusals }: CheckResult): CheckResponse {
  const response = new providerProto.CheckResponse();
  response.setInputs(toStruct(inputs, model.properties));
  for (const { reason, path } of refusals) {
    const failure = new providerProto.CheckFailure();
    failure.setReason(path === "" ? reason : `${reason}. Examine values at '${name}.${path}'.`);
    response.addFailures(failure);
  }
  return response;
}

export function diffResponse(model: ResourceModel, { changes }: Plan): DiffResponse {
  const response = new providerProto.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = providerProto.DiffResponse.DiffChanges;
  const changed = [...changes].sort(([left], [right]) => (left < right ? -1 : 1));
  const replaced = unique(changed.filter(([, change]) => change.replace).map(([path]) => topLevel(path)));
  response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList(unique(changed.map(([path]) => topLevel(path))));
  response.setReplacesList(replaced);
  response.setStablesList(stableProperties(model, replaced));
  response.setDeletebeforereplace(replaced.length > 0 && model.deleteBeforeReplace === true);
  if (model.coarseDiff === true) return response;
  response.setHasdetaileddiff(true);
  for (const [path, change] of changed) {
    const detail = new providerProto.PropertyDiff();
    detail.setKind(diffKind(change));
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

/** The state as it goes into Pulumi's: with secrets marked, and what the bridge needs for itself. */
export function stateStruct(model: ResourceModel, state: Fields): Struct {
  return toStruct({ ...state, ...bookkeeping(model, state) }, model.properties);
}

function stableProperties(model: ResourceModel, replaced: readonly string[]): string[] {
  return Object.entries(model.properties)
    .filter(([name, property]) => property.replace === true && !replaced.includes(name))
    .map(([name]) => name)
    .sort();
}

function diffKind({ kind, replace }: PropertyChange): providerProto.PropertyDiff.Kind {
  const { Kind } = providerProto.PropertyDiff;
  switch (kind) {
    case "add":
      return replace ? Kind.ADD_REPLACE : Kind.ADD;
    case "update":
      return replace ? Kind.UPDATE_REPLACE : Kind.UPDATE;
    case "delete":
      return replace ? Kind.DELETE_REPLACE : Kind.DELETE;
  }
}

function topLevel(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
