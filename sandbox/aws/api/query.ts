import type { ApiInput } from "./call.ts";
import type { ApiError } from "./error.ts";

/** AWS's query protocol (smithy.io, "AWS query protocol"): parameters with dotted names come in, XML goes out. */

const requestId = "00000000-0000-0000-0000-000000000000";

/** `A.entry.1.Name=x` becomes `{ A: [{ Name: "x" }] }`: numbers after `member` and `entry` count list elements. */
export function readParameters(parameters: URLSearchParams): ApiInput {
  const input: Node = new Map();
  for (const [name, value] of parameters) {
    if (name === "Action" || name === "Version") continue;
    const steps = name.split(".");
    let node = input;
    for (const step of steps.slice(0, -1)) node = childOf(node, step);
    node.set(steps.at(-1) ?? "", value);
  }
  return toInput(input) as ApiInput;
}

type Node = Map<string, string | Node>;

function childOf(node: Node, step: string): Node {
  const found = node.get(step);
  if (found instanceof Map) return found;
  const child: Node = new Map();
  node.set(step, child);
  return child;
}

function toInput(node: string | Node): unknown {
  if (typeof node === "string") return node;
  const list = node.get("member") ?? node.get("entry");
  if (list instanceof Map && node.size === 1) return [...list.values()].map(toInput);
  return Object.fromEntries([...node].map(([name, child]) => [name, toInput(child)]));
}

export function answerXml(namespace: string, operation: string, output: object): string {
  const result = `<${operation}Result>${membersXml(output)}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
}

export function errorXml({ code, message, status }: ApiError): string {
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  return `<ErrorResponse><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function membersXml(output: object): string {
  return Object.entries(output)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${valueXml(value)}</${name}>`)
    .join("");
}

/** Lists have `member` elements, maps `entry` elements with key and value. */
function valueXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => `<member>${valueXml(entry)}</member>`).join("");
  if (value instanceof Map) {
    return [...value]
      .map(([key, entry]) => `<entry><key>${escapeXml(String(key))}</key><value>${valueXml(entry)}</value></entry>`)
      .join("");
  }
  return typeof value === "object" && value !== null ? membersXml(value) : escapeXml(String(value));
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
