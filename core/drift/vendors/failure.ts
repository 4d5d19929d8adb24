/** Why a vendor could not be asked, and what to do about it: one line for a report's `incomplete`. */

export type VendorFailure =
  /** No credentials at hand. */
  | { readonly kind: "no-credentials" }
  /** 401 */
  | { readonly kind: "unauthorised" }
  /** 403 */
  | { readonly kind: "forbidden" }
  /** 404, with which vendors also hide what a token may not see. */
  | { readonly kind: "not-found" }
  /** 429, or 403 where the vendor says so. `seconds` until it is over; null where it does not say. */
  | { readonly kind: "rate-limit"; readonly seconds: number | null }
  /** Any other status. */
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "timeout"; readonly seconds: number }
  /** No connection; `code` is the system's, for example ECONNREFUSED. */
  | { readonly kind: "network"; readonly code: string }
  /** An answer that is not what the vendor documents. */
  | { readonly kind: "unknown-answer"; readonly what: string };

export interface VendorNeeds {
  /** `GitHub`, `Vercel`, `AWS`. */
  readonly vendor: string;
  /** Environment variables that hold the credentials. */
  readonly credentials: string;
  /** Where the vendor says how it is doing. */
  readonly statusPage: string;
}

export const GITHUB: VendorNeeds = {
  vendor: "GitHub",
  credentials: "GITHUB_TOKEN",
  statusPage: "https://www.githubstatus.com",
};
export const VERCEL: VendorNeeds = {
  vendor: "Vercel",
  credentials: "VERCEL_API_TOKEN",
  statusPage: "https://www.vercel-status.com",
};
export const AWS: VendorNeeds = {
  vendor: "AWS",
  credentials: "AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  statusPage: "https://health.aws.amazon.com",
};

/**
 * @param what what was asked for, for example `the secrets of the environment prod`
 * @param permission what the credentials need for it, for example `the repository permission "Environments: read"`
 */
export function failureLine(needs: VendorNeeds, what: string, permission: string, failure: VendorFailure): string {
  const { vendor, credentials, statusPage } = needs;
  switch (failure.kind) {
    case "no-credentials":
      return `${vendor} was not asked for ${what}: there are no credentials. Set ${credentials}, with ${permission}.`;
    case "unauthorised":
      return `${vendor} answered 401 for ${what}: the credentials are wrong or have expired. Renew ${credentials}.`;
    case "forbidden":
      return `${vendor} answered 403 for ${what}: the credentials lack a right. Give them ${permission}.`;
    case "not-found":
      return `${vendor} answered 404 for ${what}: it is gone, or the credentials may not see it. Give them ${permission}, or look whether it exists.`;
    case "rate-limit":
      return `${vendor}'s rate limit stopped the check at ${what}. ${waitFor(failure.seconds)}`;
    case "status":
      return failure.status >= 500
        ? `${vendor} answered ${failure.status} for ${what}, also when asked again. See ${statusPage}, then run the check again.`
        : `${vendor} answered ${failure.status} for ${what}. Run the check again; if it stays, report it with this line.`;
    case "timeout":
      return `${vendor} did not answer for ${what} within ${failure.seconds} s. See ${statusPage}, then run the check again.`;
    case "network":
      return `${vendor} could not be reached for ${what} (${failure.code}). Check the network and the address, then run the check again.`;
    case "unknown-answer":
      return `${vendor} answered for ${what} with something else than it documents (${failure.what}). Update stagekeeper, or report it with this line.`;
  }
}

function waitFor(seconds: number | null): string {
  if (seconds === null) return "Run the check again later.";
  return seconds < 120
    ? `Run the check again in ${seconds} s.`
    : `Run the check again in ${Math.ceil(seconds / 60)} min.`;
}
