import type { Vendor } from "../../model.ts";
import { type Fields, isFields, isList, text, type Value } from "../../values.ts";

export function accountId(vendor: Vendor): string {
  return vendor.world.aws.accountId;
}

/** Region of the provider: its configuration, else where the account is at home. */
export function providerRegion(vendor: Vendor): string {
  return text(vendor.config, "region") || vendor.world.aws.region;
}

/** Region of a resource, which may name its own since version 6 of the Terraform provider. */
export function regionOf(vendor: Vendor, fields: Fields): string {
  return text(fields, "region") || providerRegion(vendor);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export function regionalArn(vendor: Vendor, service: string, region: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId(vendor)}:${resource}`;
}

export function iamArn(vendor: Vendor, resource: string): string {
  return `arn:${partitionOf(providerRegion(vendor))}:iam::${accountId(vendor)}:${resource}`;
}

/** A list in the provider's configuration; Pulumi hands structured provider settings over as JSON text. */
export function configuredTexts(vendor: Vendor, name: string): readonly string[] {
  const value = configured(vendor, name);
  return isList(value) ? value.filter((entry) => typeof entry === "string") : [];
}

export function configuredObject(vendor: Vendor, name: string): Fields {
  const value = configured(vendor, name);
  return isFields(value) ? value : {};
}

function configured(vendor: Vendor, name: string): Value | undefined {
  const value = vendor.config[name];
  return typeof value === "string" ? (JSON.parse(value) as Value) : value;
}
