import { createHash } from "node:crypto";
import { type FunctionModel, VendorError } from "../../model.ts";
import { type Fields, isFields, list, optionalText, text, texts } from "../../values.ts";
import { parseJson } from "../policy/json.ts";

type Json = Record<string, unknown>;

/** terraform-provider-aws, internal/service/iam/policy_document_data_source.go: texts made from statements, no request. */
export const getPolicyDocument: FunctionModel = {
  token: "aws:iam/getPolicyDocument:getPolicyDocument",
  inputs: {
    overridePolicyDocuments: { type: { list: "string" } },
    policyId: { type: "string" },
    sourcePolicyDocuments: { type: { list: "string" } },
    statements: { type: { list: { map: "string" } } },
    version: { type: "string" },
  },
  invoke: (_vendor, inputs) => {
    const document = merged(inputs);
    const json = goJson(document, 2);
    return {
      ...inputs,
      version: text(document as Fields, "Version"),
      id: checksum(json),
      json,
      minifiedJson: goJson(document, 0),
    };
  },
};

function merged(inputs: Fields): Json {
  const sources = texts(inputs, "sourcePolicyDocuments").map(parseDocument);
  const overrides = texts(inputs, "overridePolicyDocuments").map(parseDocument);
  const own: Json = {
    ...(optionalText(inputs, "policyId") === null ? {} : { Id: text(inputs, "policyId") }),
    Version: text(inputs, "version") || "2012-10-17",
    Statement: list(inputs, "statements").filter(isFields).map(toStatement),
  };
  refuseSameSids([...sources, own]);
  const documents = [...sources, own, ...overrides];
  return { ...Object.assign({}, ...documents), Statement: bySid(documents.flatMap(statements)) };
}

function parseDocument(document: string): Json {
  const parsed = parseJson(document);
  if (!parsed.ok) throw new VendorError(`merging source document: ${parsed.error}`);
  return parsed.value as Json;
}

function statements(document: Json): Json[] {
  return [document["Statement"] ?? []].flat() as Json[];
}

function refuseSameSids(documents: readonly Json[]): void {
  const sids = documents.flatMap(statements).map(({ Sid }) => Sid);
  const twice = sids.find((sid, index) => sid !== undefined && sid !== "" && sids.indexOf(sid) !== index);
  if (twice !== undefined)
    throw new VendorError(`duplicate Sid (${twice}) in source_policy_documents (item 0); refer to documentation`);
}

/** A later statement takes the place of an earlier one of its name. */
function bySid(all: readonly Json[]): Json[] {
  const result: Json[] = [];
  for (const statement of all) {
    const { Sid } = statement;
    const before = result.findIndex((other) => Sid !== undefined && Sid !== "" && other["Sid"] === Sid);
    if (before >= 0) result[before] = statement;
    else result.push(statement);
  }
  return result;
}

/** Members in the order of the provider's struct; a set of one is a text, larger ones are sorted. */
function toStatement(statement: Fields): Json {
  const members: Json = {
    Sid: optionalText(statement, "sid") ?? undefined,
    Effect: text(statement, "effect") || "Allow",
    Action: scalarOrSorted(texts(statement, "actions")),
    NotAction: scalarOrSorted(texts(statement, "notActions")),
    Resource: scalarOrSorted(texts(statement, "resources")),
    NotResource: scalarOrSorted(texts(statement, "notResources")),
    Principal: toPrincipals(list(statement, "principals").filter(isFields)),
    NotPrincipal: toPrincipals(list(statement, "notPrincipals").filter(isFields)),
    Condition: toConditions(list(statement, "conditions").filter(isFields)),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function scalarOrSorted(values: readonly string[]): unknown {
  const sorted = [...new Set(values)].sort().reverse();
  return sorted.length > 1 ? sorted : sorted[0];
}

function toPrincipals(principals: readonly Fields[]): unknown {
  if (principals.length === 0) return undefined;
  const anybody = principals.length === 1 && principals[0]?.["type"] === "*";
  if (anybody && texts(principals[0] ?? {}, "identifiers").includes("*")) return "*";
  const types = [...new Set(principals.map((principal) => text(principal, "type")))];
  const identifiersOf = (type: string): readonly string[] =>
    principals
      .filter((principal) => principal["type"] === type)
      .flatMap((principal) => texts(principal, "identifiers"));
  return Object.fromEntries(types.map((type) => [type, scalarOrSorted(identifiersOf(type))]));
}

function toConditions(conditions: readonly Fields[]): unknown {
  if (conditions.length === 0) return undefined;
  const tests: Record<string, Record<string, unknown>> = {};
  for (const condition of conditions) {
    const values = texts(condition, "values");
    const test = text(condition, "test");
    tests[test] = { ...tests[test], [text(condition, "variable")]: values.length === 1 ? values[0] : values };
  }
  return tests;
}

function goJson(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026");
}

/** The provider names the document by a checksum; any stable number serves. */
function checksum(value: string): string {
  return String(createHash("sha256").update(value).digest().readUInt32BE(0));
}
