import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import { type Vendor, VendorError } from "../model.ts";
import type { Registry } from "../registry.ts";
import { type Fields, sameValue } from "../values.ts";
import { answer } from "./answer.ts";
import { Configurations, packageOf } from "./configuration.ts";
import { notModelled } from "./errors.ts";
import type { Interceptor } from "./interceptor.ts";
import { resourceService } from "./resource-service.ts";
import * as resources from "./resources.ts";
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
      throw new VendorError("the sandbox has no schema to generate code from; import with --generate-code=false");
    }),
    parameterize: answer(() => {
      throw new VendorError("the sandbox does not model parameterized providers");
    }),

    checkConfig: answer(({ request }) => {
      const response = new providerProto.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    // Where nothing differs the engine goes on with the provider that it set up from the state.
    diffConfig: answer(({ request }) => {
      const response = new providerProto.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = providerProto.DiffResponse.DiffChanges;
      const unchanged = sameValue(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
      response.setChanges(unchanged ? DIFF_NONE : DIFF_SOME);
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

    ...resourceService({ registry, interceptor, vendorOf }),
  };
  return { ...service };
}
