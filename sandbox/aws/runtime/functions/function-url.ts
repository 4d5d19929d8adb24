import type { Vendor } from "../../../model.ts";
import type { Site, WebAnswer, WebRequest } from "../../../runtime/internet.ts";
import { type Fields, text } from "../../../values.ts";
import { accountId } from "../../common/account.ts";
import { functionUrlKind, permissionKind } from "../../lambda/kinds.ts";
import type { Functions } from "./functions.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: request and response of an invocation. */
const largestBody = 6 * 1_024 * 1_024;
const hostPattern = /^([a-z0-9]+)\.lambda-url\.[a-z0-9-]+\.on\.aws$/;

/** Lambda's Function URLs: every request becomes an invocation, if the function's policy lets anybody invoke it so. */
export function functionUrlSite(vendor: Vendor, functions: Functions): Site {
  return {
    serves: (url) => hostPattern.test(url.hostname),
    async answer(request) {
      const url = new URL(request.url);
      const found = vendor.store
        .list(functionUrlKind)
        .find(([, fields]) => new URL(text(fields, "functionUrl")).host === url.host);
      if (found === undefined) return message(404, "Not Found");
      const [, deployed] = found;
      const name = text(deployed, "functionName").split(":").at(-1) ?? "";
      if (!isOpen(vendor, deployed, name)) return message(403, forbidden);
      if (Buffer.byteLength(request.body) > largestBody) return message(413, "Request Entity Too Large");
      const outcome = await functions.invoke(name, toEvent(vendor, deployed, request, url));
      // Whatever went wrong in the function, the caller learns no more than that.
      return outcome.ok ? toAnswer(outcome.result) : { status: 502, headers: {}, body: "Internal Server Error" };
    },
  };
}

const forbidden =
  "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

/**
 * Without authentication both permissions are needed, to invoke the URL and, through it, the function.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function isOpen(vendor: Vendor, deployed: Fields, name: string): boolean {
  if (text(deployed, "authorizationType") !== "NONE") return false;
  const open = vendor.store
    .list(permissionKind)
    .map(([, statement]) => statement)
    .filter((statement) => text(statement, "function") === name && text(statement, "principal") === "*");
  const allows = (action: string): boolean =>
    open.some((statement) => ["lambda:*", "*", action].includes(text(statement, "action")));
  return allows("lambda:InvokeFunctionUrl") && allows("lambda:InvokeFunction");
}

/** Payload format 2.0: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
function toEvent(vendor: Vendor, deployed: Fields, request: WebRequest, url: URL): object {
  const now = vendor.now();
  const isText = /^(text\/|application\/(json|javascript|xml))/.test(request.headers["content-type"] ?? "");
  const urlId = text(deployed, "urlId");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: { ...request.headers, host: url.host, "content-length": String(Buffer.byteLength(request.body)) },
    requestContext: {
      accountId: "anonymous",
      apiId: urlId,
      domainName: url.host,
      domainPrefix: urlId,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: vendor.newId(`aws function url ${accountId(vendor)}`, "0123456789abcdef", 32),
      routeKey: "$default",
      stage: "$default",
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    body: isText ? request.body : Buffer.from(request.body).toString("base64"),
    isBase64Encoded: !isText,
  };
}

/** An object with a status is the answer; anything else is its body. */
function toAnswer(result: unknown): WebAnswer {
  const answer = (typeof result === "object" && result !== null ? result : {}) as Readonly<Record<string, unknown>>;
  const { statusCode, body, headers } = answer;
  if (typeof statusCode !== "number") return json(200, result);
  const written = typeof body === "string" ? body : "";
  return {
    status: statusCode,
    headers: { "content-type": "application/json", ...lowerCase(headers) },
    body: answer["isBase64Encoded"] === true ? Buffer.from(written, "base64").toString("utf8") : written,
  };
}

function lowerCase(headers: unknown): Record<string, string> {
  const entries = typeof headers === "object" && headers !== null ? Object.entries(headers) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function message(status: number, Message: string): WebAnswer {
  return json(status, { Message });
}

function json(status: number, value: unknown): WebAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
