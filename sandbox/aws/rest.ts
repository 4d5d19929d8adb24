import { gunzipSync } from "node:zlib";
import { type Context, Hono } from "hono";
import { VendorError } from "../model.ts";
import type { ApiInput, ApiParts, ApiService } from "./api/call.ts";
import { cloudwatch } from "./api/cloudwatch.ts";
import { dynamodb } from "./api/dynamodb.ts";
import { ApiError } from "./api/error.ts";
import { answerXml, errorXml, readParameters } from "./api/query.ts";
import { sns } from "./api/sns.ts";
import { ssm } from "./api/ssm.ts";
import { sts } from "./api/sts.ts";
import type { Caller } from "./runtime/caller.ts";
import { callerOf, roleAnswer } from "./runtime/caller.ts";

const services: readonly ApiService[] = [sts, sns, ssm, dynamodb, cloudwatch];

/**
 * AWS's APIs under one address, as `AWS_ENDPOINT_URL` makes the SDKs call them: a JSON request is named by its `x-amz-target`, one of the
 * query protocol by its `Action` and `Version`. Signatures are not checked; the access key says who calls.
 */
export function awsRoutes(parts: ApiParts): Hono {
  const app = new Hono();
  app.post("*", async (c) => {
    const bytes = Buffer.from(await c.req.arrayBuffer());
    const body = (c.req.header("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
    const caller = callerOf(c.req.header("authorization"));
    const target = c.req.header("x-amz-target");
    return target === undefined ? answerQuery(parts, caller, body) : answerJson(c, parts, caller, target, body);
  });
  return app;
}

function answerQuery(parts: ApiParts, caller: Caller, body: string): Response {
  const parameters = new URLSearchParams(body);
  const [action, version] = [parameters.get("Action") ?? "", parameters.get("Version")];
  const xml = (text: string, status: number) => new Response(text, { status, headers: { "content-type": "text/xml" } });
  try {
    const service = services.find((each) => each.version !== null && each.version === version);
    if (service === undefined) throw new ApiError("InvalidAction", `The sandbox does not model the action ${action}.`);
    const output = run(service, action, parts, caller, readParameters(parameters));
    return xml(answerXml(service.namespace, action, output), 200);
  } catch (error) {
    const refusal = toApiError(error);
    return xml(errorXml(refusal), refusal.status);
  }
}

function answerJson(c: Context, parts: ApiParts, caller: Caller, target: string, body: string): Response {
  const [prefix = "", operation = ""] = target.split(".");
  const service = services.find((each) => each.target === prefix);
  const headers = { "content-type": c.req.header("content-type") ?? "application/x-amz-json-1.0" };
  try {
    if (service === undefined) throw new ApiError("UnknownOperationException", `The sandbox does not model ${target}.`);
    const output = run(service, operation, parts, caller, JSON.parse(body || "{}") as ApiInput);
    return new Response(JSON.stringify(output), { status: 200, headers });
  } catch (error) {
    const { code, message, status, members } = toApiError(error);
    const type = service === undefined ? code : `${service.namespace}#${code}`;
    return new Response(JSON.stringify({ __type: type, message, ...members }), {
      status,
      // CloudWatch spoke the query protocol before: clients look here for the error's older name.
      headers: { ...headers, "x-amzn-query-error": `${code};${status < 500 ? "Sender" : "Receiver"}` },
    });
  }
}

function run(service: ApiService, name: string, parts: ApiParts, caller: Caller, input: ApiInput): object {
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) {
    const code = service.version === null ? "UnknownOperationException" : "InvalidAction";
    throw new ApiError(
      code,
      `The sandbox does not model ${service.actions}:${name}; sandbox/aws/README.md lists what it models.`,
    );
  }
  if (caller.kind === "role") refuseUnlessAllowed(service, name, parts, caller.arn, input);
  return operation({ ...parts, caller }, input);
}

/** A role does what its policies allow; the account's own user does everything. */
function refuseUnlessAllowed(
  service: ApiService,
  name: string,
  { vendor }: ApiParts,
  arn: string,
  input: ApiInput,
): void {
  const action = `${service.actions}:${name}`;
  const context = service.contextOf?.(input) ?? {};
  for (const resource of service.resourcesOf(vendor, input)) {
    if (roleAnswer(vendor, arn, { principal: arn, action, resource, context }) === "allow") continue;
    throw new ApiError(
      service.version === null ? "AccessDeniedException" : "AccessDenied",
      `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      service.version === null ? 400 : 403,
    );
  }
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof SyntaxError) return new ApiError("SerializationException", "The body is no JSON.");
  if (error instanceof VendorError) return new ApiError("SandboxNotModelled", error.message);
  throw error;
}
