import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../tags.ts";
import { GITHUB_AUDIENCE, GITHUB_ISSUER, vercelAudience, vercelIssuer, vercelOwner } from "./trust.ts";

/** AWS checks both issuers through its own list of certificate authorities, so neither has thumbprints. */

/** An AWS account has one provider per issuer, shared by all stages: that is why they stand in the account stack. */
export function githubOidcProvider(tags: Tags, opts: pulumi.CustomResourceOptions): OpenIdConnectProvider {
  return new OpenIdConnectProvider(
    "github",
    { url: `https://${GITHUB_ISSUER}`, clientIdLists: [GITHUB_AUDIENCE], tags },
    opts,
  );
}

/** @param team Slug of the Vercel team; null for the personal account. */
export function vercelOidcProvider(
  team: string | null,
  githubOwner: string,
  tags: Tags,
  opts: pulumi.CustomResourceOptions,
): OpenIdConnectProvider {
  return new OpenIdConnectProvider(
    "vercel",
    {
      url: `https://${vercelIssuer(team)}`,
      clientIdLists: [vercelAudience(vercelOwner(team, githubOwner))],
      tags,
    },
    opts,
  );
}
