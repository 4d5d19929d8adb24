import type { ServerUnaryCall } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import { type Created, HalfCreated, PlanRefusal, type ResourceModel, type Vendor, VendorError } from "../model.ts";
import { removeOwner, setOwner } from "../owners.ts";
import type { Registry } from "../registry.ts";
import { answer } from "./answer.ts";
import { nameOf, typeOf } from "./configuration.ts";
import { bridgeMessage, initializationError, notModelled } from "./errors.ts";
import type { Interceptor, Operation } from "./interceptor.ts";
import * as resources from "./resources.ts";
import { checkResponse, diffResponse, stateStruct } from "./responses.ts";
import { fromStruct, toStruct } from "./struct.ts";

type ResourceService = Pick<IResourceProviderServer, "check" | "diff" | "create" | "read" | "update" | "delete">;

export interface ResourceServiceParts {
  readonly registry: Registry;
  readonly interceptor: Interceptor;
  /** The vendors under the configuration of the provider that the call's connection belongs to. */
  vendorOf(call: { getPeer(): string }, urn: string): Vendor;
}

/** What happens to a resource, from its inputs to its removal. */
export function resourceService({ registry, interceptor, vendorOf }: ResourceServiceParts): ResourceService {
  const resourceOf = (call: ServerUnaryCall<{ getUrn(): string }, unknown>): resources.Call => {
    const urn = call.request.getUrn();
    return { vendor: vendorOf(call, urn), model: modelOf(registry, typeOf(urn)), urn };
  };

  /** Lets a request reach the vendor, unless a fault is in its way; the vendor's refusals get the bridge's form. */
  const atVendor = async <T>(operation: Operation, { model, urn }: resources.Call, run: () => T): Promise<T> => {
    try {
      return await interceptor.around({ operation, type: model.type, urn, style: model.bridge }, run);
    } catch (error) {
      if (!(error instanceof VendorError) || error instanceof PlanRefusal) throw error;
      const message = bridgeMessage(model.bridge, error.message);
      throw error instanceof HalfCreated ? new HalfCreated(message, error.created) : new VendorError(message);
    }
  };

  return {
    check: answer((call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const name = nameOf(request.getUrn());
      const olds = request.getOlds();
      const result = resources.check(resource, {
        inputs: fromStruct(request.getNews()),
        oldInputs: olds === undefined ? null : fromStruct(olds),
        name,
        seed: request.getRandomseed_asU8(),
        proposedName: request.getAutonaming()?.getProposedName() ?? "",
      });
      return checkResponse(resource.model, name, result);
    }),

    diff: answer((call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const ignored = request.getIgnorechangesList();
      return diffResponse(
        resource.model,
        resources.diff(resource, fromStruct(request.getNews()), fromStruct(request.getOlds()), ignored),
      );
    }),

    create: answer(async (call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const inputs = fromStruct(request.getProperties());
      const response = new providerProto.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(resources.previewCreate(resource, inputs), resource.model.properties));
        return response;
      }
      try {
        const { id, state } = await atVendor("create", resource, () =>
          made(resource, resources.create(resource, inputs)),
        );
        response.setId(id);
        response.setProperties(stateStruct(resource.model, state));
        return response;
      } catch (error) {
        if (!(error instanceof HalfCreated)) throw error;
        const { id, state } = made(resource, error.created);
        const reason = `creating ${request.getUrn()}: ${error.message}`;
        throw initializationError(id, stateStruct(resource.model, state), reason);
      }
    }),

    read: answer(async (call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const [id, inputs, state] = [
        request.getId(),
        fromStruct(request.getInputs()),
        fromStruct(request.getProperties()),
      ];
      const result = await atVendor("read", resource, () => resources.read(resource, id, inputs, state));
      const response = new providerProto.ReadResponse();
      if (result === null) return response;
      response.setId(result.id);
      response.setProperties(stateStruct(resource.model, result.state));
      response.setInputs(toStruct(result.inputs, resource.model.properties));
      return response;
    }),

    update: answer(async (call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const { properties } = resource.model;
      const [inputs, prior] = [fromStruct(request.getNews()), fromStruct(request.getOlds())];
      const ignored = request.getIgnorechangesList();
      const response = new providerProto.UpdateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(resources.previewUpdate(resource, inputs, prior, ignored), properties));
        return response;
      }
      try {
        const state = await atVendor("update", resource, () =>
          resources.update(resource, request.getId(), inputs, prior, ignored),
        );
        response.setProperties(stateStruct(resource.model, state));
        return response;
      } catch (error) {
        if (!isBridged(resource.model, error)) throw error;
        const state = stateStruct(
          resource.model,
          resources.stateAfterFailure(resource, request.getId(), inputs, prior, ignored),
        );
        throw initializationError(request.getId(), state, `updating ${request.getUrn()}: ${error.message}`);
      }
    }),

    delete: answer(async (call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const run = (): void => {
        const [id, state] = [request.getId(), fromStruct(request.getProperties())];
        resources.remove(resource, id, state);
        removeOwner(resource.vendor.store, resource.model, { id, state });
      };
      try {
        await atVendor("delete", resource, run);
      } catch (error) {
        if (!isBridged(resource.model, error)) throw error;
        throw new VendorError(`deleting ${request.getUrn()}: ${error.message}`);
      }
      return new emptyProto.Empty();
    }),
  };
}

/** Whether Terraform's older SDK wraps the error once more: it does so for what the vendor refused. */
function isBridged(model: ResourceModel, error: unknown): error is VendorError {
  return model.bridge === "sdk" && error instanceof VendorError && !(error instanceof PlanRefusal);
}

/** Notes which resource made the object. */
function made({ vendor, model, urn }: resources.Call, created: Created): Created {
  setOwner(vendor.store, model, created, urn);
  return created;
}

function modelOf(registry: Registry, type: string): ResourceModel {
  const model = registry.resource(type);
  if (model === null) throw new VendorError(notModelled("resource type", type));
  return model;
}
