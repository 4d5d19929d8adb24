import { AutoName, type PropertyModel } from "../../model.ts";
import type { Value } from "../../values.ts";
import { region } from "../common/region.ts";
import { lengthBetween, oneOf } from "../common/rules.ts";
import { tagProperties } from "../common/tags.ts";

/** terraform-provider-aws, internal/service/ssm/parameter.go. Values that Terraform only writes are not modelled. */
export const parameterProperties: Readonly<Record<string, PropertyModel>> = {
  ...tagProperties,
  region,
  allowedPattern: { type: "string", rules: [lengthBetween("allowed_pattern", 0, 1024)] },
  arn: { type: "string", computed: true },
  dataType: {
    type: "string",
    computed: true,
    replace: true,
    rules: [oneOf("data_type", ["aws:ec2:image", "aws:ssm:integration", "text"])],
  },
  description: { type: "string", rules: [lengthBetween("description", 0, 1024)] },
  hasValueWo: { type: "boolean", outputOnly: true },
  insecureValue: { type: "string", computed: true },
  keyId: { type: "string", computed: true },
  name: { type: "string", replace: true, default: new AutoName(), rules: [lengthBetween("name", 1, 2048)] },
  overwrite: { type: "boolean" },
  tier: {
    type: "string",
    computed: true,
    replace: (before, after) => before === "Advanced" && after === "Standard",
    rules: [oneOf("tier", ["Standard", "Advanced", "Intelligent-Tiering"])],
    same: chosenByAws,
  },
  type: { type: "string", required: true, rules: [oneOf("type", ["String", "StringList", "SecureString"])] },
  value: { type: "string", computed: true, secret: true },
  valueWo: { type: "string", secret: true, notModelled: true },
  valueWoVersion: { type: "integer", notModelled: true },
  version: { type: "integer", outputOnly: true },
};

/** Whatever tier a parameter is in, it was AWS that chose it. */
function chosenByAws(left: Value, right: Value): boolean {
  const tiers = [left, right].map((tier) => String(tier ?? ""));
  return tiers.includes("Intelligent-Tiering") && !tiers.includes("");
}
