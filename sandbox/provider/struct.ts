import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import type { PropertyModel, TypeModel } from "../model.ts";
import { Asset, type Fields, isFields, isList, Unknown, unknown, type Value } from "../values.ts";

/**
 * Property bags between the engine's wire form and {@link Fields}. Special values are objects under one well-known key
 * and unknown values are well-known strings (pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go and properties.go).
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const referenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownTexts = new Set([
  unknownText,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

type Struct = structProto.Struct;
type Properties = Readonly<Record<string, PropertyModel>>;

/** Reads a bag; nulls are left out, secrets and outputs unwrapped, references to resources become their ids. */
export function fromStruct(struct: Struct | undefined): Fields {
  return struct === undefined ? {} : fieldsFromWire(struct.toJavaScript());
}

/** Writes a bag; what the model calls secret is wrapped, wherever it stands. */
export function toStruct(fields: Fields, properties: Properties = {}): Struct {
  return structProto.Struct.fromJavaScript(fieldsToWire(fields, properties));
}

function fieldsFromWire(wire: Readonly<Record<string, JavaScriptValue>>): Fields {
  const fields: Record<string, Value> = {};
  for (const [name, entry] of Object.entries(wire)) {
    const value = fromWire(entry);
    if (value !== null) fields[name] = value;
  }
  return fields;
}

function fromWire(wire: JavaScriptValue | undefined): Value {
  if (wire === undefined || wire === null) return null;
  if (typeof wire === "string") return unknownTexts.has(wire) ? unknown : wire;
  if (typeof wire !== "object") return wire;
  if (Array.isArray(wire)) return wire.map(fromWire);
  const object = wire as Readonly<Record<string, JavaScriptValue>>;
  switch (object[signatureKey]) {
    case undefined:
      return fieldsFromWire(object);
    case secretSignature:
      return fromWire(object["value"]);
    case outputSignature:
      return "value" in object ? fromWire(object["value"]) : unknown;
    case referenceSignature:
      return fromWire(object["id"] ?? object["urn"]) || unknown;
    case assetSignature:
    case archiveSignature:
      return new Asset(String(object["hash"]), object);
    default:
      throw new Error(`The engine sent a value with the unknown signature ${String(object[signatureKey])}.`);
  }
}

function fieldsToWire(fields: Fields, properties: Properties): Record<string, JavaScriptValue> {
  const wire: Record<string, JavaScriptValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const property = properties[name];
    const plain = toWire(value, property?.type);
    // An unset secret is no secret: the bridge leaves null as it is.
    wire[name] =
      property?.secret === true && value !== null ? { [signatureKey]: secretSignature, value: plain } : plain;
  }
  return wire;
}

function toWire(value: Value, type: TypeModel | undefined): JavaScriptValue {
  if (value instanceof Unknown) return unknownText;
  if (value instanceof Asset) return { ...value.wire } as Record<string, JavaScriptValue>;
  if (isList(value)) return value.map((entry) => toWire(entry, elementType(type)));
  if (isFields(value)) return fieldsToWire(value, objectProperties(type));
  return value;
}

function elementType(type: TypeModel | undefined): TypeModel | undefined {
  if (typeof type !== "object") return undefined;
  return "list" in type ? type.list : "set" in type ? type.set : undefined;
}

function objectProperties(type: TypeModel | undefined): Properties {
  return typeof type === "object" && "object" in type ? type.object : {};
}
