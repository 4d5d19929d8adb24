import type { Vendor } from "../../model.ts";
import { type Fields, number, text } from "../../values.ts";
import { regionalArn } from "../common/account.ts";
import { parameterKind } from "../ssm/kinds.ts";
import { type ApiInput, type ApiService, listMember, onlyMembers, requiredText } from "./call.ts";
import { ApiError } from "./error.ts";

const mostNames = 10;
/** What is shown of a SecureString without `WithDecryption`: something that is not the value. */
const encrypted = "AQICAHsandboxciphertext";

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/: reading parameters. */
export const ssm: ApiService = {
  target: "AmazonSSM",
  version: null,
  actions: "ssm",
  namespace: "com.amazonaws.ssm",
  resourcesOf: (vendor, input) => namesOf(input).map((name) => parameterArn(vendor, name)),
  operations: {
    GetParameter: ({ vendor }, input) => {
      onlyMembers("GetParameter", input, ["Name", "WithDecryption"]);
      const name = requiredText(input, "Name");
      const found = vendor.store.get(parameterKind, name);
      if (found === null) throw new ApiError("ParameterNotFound", "");
      return { Parameter: parameterOf(vendor, name, found, input) };
    },
    GetParameters: ({ vendor }, input) => {
      onlyMembers("GetParameters", input, ["Names", "WithDecryption"]);
      const names = namesOf(input);
      if (names.length === 0 || names.length > mostNames) {
        throw new ApiError(
          "ValidationException",
          `Member must have length less than or equal to ${mostNames} and at least 1`,
        );
      }
      const found = names.map((name) => [name, vendor.store.get(parameterKind, name)] as const);
      return {
        Parameters: found.flatMap(([name, fields]) =>
          fields === null ? [] : [parameterOf(vendor, name, fields, input)],
        ),
        InvalidParameters: found.flatMap(([name, fields]) => (fields === null ? [name] : [])),
      };
    },
  },
};

function namesOf(input: ApiInput): readonly string[] {
  const one = input["Name"];
  return typeof one === "string" ? [one] : listMember(input, "Names").map(String);
}

function parameterArn(vendor: Vendor, name: string): string {
  return regionalArn(vendor, "ssm", vendor.world.aws.region, `parameter/${name.replace(/^\//, "")}`);
}

function parameterOf(vendor: Vendor, name: string, fields: Fields, input: ApiInput): object {
  const type = text(fields, "type");
  const isHidden = type === "SecureString" && input["WithDecryption"] !== true;
  return {
    Name: name,
    Type: type,
    Value: isHidden ? encrypted : text(fields, "value") || text(fields, "insecureValue"),
    Version: number(fields, "version"),
    LastModifiedDate: Date.parse(text(fields, "lastModifiedAt")) / 1_000,
    ARN: parameterArn(vendor, name),
    DataType: "text",
  };
}
