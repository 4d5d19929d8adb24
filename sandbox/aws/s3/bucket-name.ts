/** terraform-provider-aws, internal/service/s3/bucket.go, validBucketName: the older, laxer rules in us-east-1. */
export function bucketNameProblem(name: string, region: string): string | null {
  return region === "us-east-1" ? laxProblem(name) : strictProblem(name);
}

function strictProblem(name: string): string | null {
  if (name.length < 3 || name.length > 63) return `"${name}" must contain from 3 to 63 characters`;
  if (!/^[0-9a-z-.]+$/.test(name)) return `only lowercase alphanumeric characters and hyphens allowed in "${name}"`;
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(name)) return `"${name}" must not be formatted as an IP address`;
  if (name.startsWith(".")) return `"${name}" cannot start with a period`;
  if (name.endsWith(".")) return `"${name}" cannot end with a period`;
  return name.includes("..") ? `"${name}" can be only one period between labels` : null;
}

function laxProblem(name: string): string | null {
  if (name.length > 255) return `"${name}" must contain less than 256 characters`;
  return /^[0-9A-Za-z_.-]+$/.test(name)
    ? null
    : `only alphanumeric characters, hyphens, periods, and underscores allowed in "${name}"`;
}
