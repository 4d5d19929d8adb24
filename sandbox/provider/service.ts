import type { handleUnaryCall, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import { type ResourceModel, type Vendor, VendorError } from "../model.ts";
import { removeOwner, setOwner } from "../owners.ts";
import type { Registry } from "../registry.ts";
import type { Fields } from "../values.ts";
import { Configurations, nameOf, packageOf, typeOf } from "./configuration.ts";
import { bridgeMessage, initializationError, isRpcError, type RpcError, rpcError } from "./errors.ts";
import type { Interceptor, Operation } from "./interceptor.ts";
import * as resources from "./resources.ts";
import { checkResponse, diffResponse } from "./responses.ts";
import { fromStruct, toStruct } from "./struct.ts";

export interface ServiceParts {
  readonly registry: Registry;
  readonly interceptor: Interceptor;
  /** The vendors under one provider's configuration. */
  vendor(config: Fields): Vendor;
}

/** The engine warns of a provider older than its SDK; one server speaks for three of them. */
const anyVersion = "999.0.0";

/** The calls that a provider has to answer; the engine does without the rest. */
type Service = Pick<
  IResourceProviderServer,
  | "handshake"
  | "attach"
  | "cancel"
  | "getPluginInfo"
  | "getSchema"
  | "parameterize"
  | "checkConfig"
  | "diffConfig"
  | "configure"
  | "invoke"
  | "check"
  | "diff"
  | "create"
  | "read"
  | "update"
  | "delete"
>;

/** The gRPC service `ResourceProvider` for all modelled packages at once (pulumi/pulumi, proto/pulumi/provider.proto). */
export function createProviderService({ registry, interceptor, vendor }: ServiceParts): UntypedServiceImplementation {
  const configurations = new Configurations();

  const vendorOf = (call: { getPeer(): string }, urnOrToken: string): Vendor =>
    vendor(configurations.of(call.getPeer(), packageOf(urnOrToken)));

  const resourceOf = (call: ServerUnaryCall<{ getUrn(): string }, unknown>): resources.Call => {
    const urn = call.request.getUrn();
    return { vendor: vendorOf(call, urn), model: modelOf(registry, typeOf(urn)) };
  };

  /** Lets a request reach the vendor, unless a fault is in its way; errors get the bridge's form. */
  const atVendor = async <T>(operation: Operation, model: ResourceModel, urn: string, run: () => T): Promise<T> => {
    try {
      return await interceptor.around({ operation, type: model.type, urn, style: model.bridge }, run);
    } catch (error) {
      throw error instanceof VendorError ? new VendorError(bridgeMessage(model.bridge, error.message)) : error;
    }
  };

  const service: Service = {
    // Like the bridges, the sandbox takes part in none of the newer features: the engine then unwraps secrets before
    // it sends them, and marks each output secret that has the name of a secret input.
    handshake: answer(() => new providerProto.ProviderHandshakeResponse()),
    attach: answer(() => new emptyProto.Empty()),
    cancel: answer(() => new emptyProto.Empty()),
    getPluginInfo: answer(() => {
      const info = new pluginProto.PluginInfo();
      info.setVersion(anyVersion);
      return info;
    }),
    getSchema: answer(() => {
      throw new VendorError("the sandbox has no schema; generate SDKs with the real provider");
    }),
    parameterize: answer(() => {
      throw new VendorError("the sandbox does not model parameterized providers");
    }),

    checkConfig: answer(({ request }) => {
      const response = new providerProto.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: answer(() => {
      const response = new providerProto.DiffResponse();
      response.setChanges(providerProto.DiffResponse.DiffChanges.DIFF_NONE);
      return response;
    }),
    configure: answer((call) => {
      const { request } = call;
      const provider = packageOf(request.getType() ?? request.getUrn() ?? "");
      const config = fromStruct(request.getArgs());
      const refusal = registry.provider(provider)?.refuse(vendor(config)) ?? null;
      if (refusal !== null) throw new VendorError(refusal);
      configurations.configure(call.getPeer(), provider, config);
      const response = new providerProto.ConfigureResponse();
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),

    invoke: answer((call) => {
      const token = call.request.getTok();
      const model = registry.function(token);
      if (model === null) throw new VendorError(notModelled("function", token));
      const response = new providerProto.InvokeResponse();
      response.setReturn(toStruct(resources.invoke(vendorOf(call, token), model, fromStruct(call.request.getArgs()))));
      return response;
    }),

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
      const { id, state } = await atVendor("create", resource.model, request.getUrn(), () =>
        made(resource, request.getUrn(), resources.create(resource, inputs)),
      );
      response.setId(id);
      response.setProperties(toStruct(state, resource.model.properties));
      return response;
    }),

    read: answer(async (call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const [id, inputs, state] = [
        request.getId(),
        fromStruct(request.getInputs()),
        fromStruct(request.getProperties()),
      ];
      const result = await atVendor("read", resource.model, request.getUrn(), () =>
        resources.read(resource, id, inputs, state),
      );
      const response = new providerProto.ReadResponse();
      if (result === null) return response;
      response.setId(result.id);
      response.setProperties(toStruct(result.state, resource.model.properties));
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
        const state = await atVendor("update", resource.model, request.getUrn(), () =>
          resources.update(resource, request.getId(), inputs, prior, ignored),
        );
        response.setProperties(toStruct(state, properties));
        return response;
      } catch (error) {
        // Terraform's older SDK takes the planned values into the state although the update failed.
        if (!(error instanceof VendorError) || resource.model.bridge !== "sdk") throw error;
        const planned = resources.previewUpdate(resource, inputs, prior, ignored);
        const state = toStruct({ id: request.getId(), ...planned }, properties);
        throw initializationError(request.getId(), state, `updating ${request.getUrn()}: ${error.message}`);
      }
    }),

    delete: answer(async (call) => {
      const { request } = call;
      const resource = resourceOf(call);
      const run = (): void => {
        resources.remove(resource, request.getId(), fromStruct(request.getProperties()));
        removeOwner(resource.vendor.store, resource.model, request.getId());
      };
      try {
        await atVendor("delete", resource.model, request.getUrn(), run);
      } catch (error) {
        if (!(error instanceof VendorError) || resource.model.bridge !== "sdk") throw error;
        throw new VendorError(`deleting ${request.getUrn()}: ${error.message}`);
      }
      return new emptyProto.Empty();
    }),
  };
  return { ...service };
}

/** Notes which resource made the object. */
function made<T extends { readonly id: string }>({ vendor, model }: resources.Call, urn: string, created: T): T {
  setOwner(vendor.store, model, created.id, urn);
  return created;
}

function modelOf(registry: Registry, type: string): ResourceModel {
  const model = registry.resource(type);
  if (model === null) throw new VendorError(notModelled("resource type", type));
  return model;
}

function notModelled(what: string, token: string): string {
  return `the sandbox does not model the ${what} ${token}; sandbox/README.md lists what it models`;
}

/** Turns a function into a gRPC handler; a {@link VendorError} is the vendor's answer, anything else is a bug of the sandbox. */
function answer<Request, Response>(
  handle: (call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(toRpcError(error)),
      );
  };
}

function toRpcError(error: unknown): RpcError {
  if (isRpcError(error)) return error;
  if (error instanceof VendorError) return rpcError(error.message);
  return rpcError(`the sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
