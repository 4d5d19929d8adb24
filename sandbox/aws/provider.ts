import type { ProviderModel } from "../model.ts";
import { accountId, configuredTexts } from "./common/account.ts";

/** The provider asks STS for its account before the first request (hashicorp/aws-sdk-go-base, VerifyAccountIDAllowed). */
export const awsProvider: ProviderModel = {
  package: "aws",
  refuse(vendor) {
    const account = accountId(vendor);
    const allowed = configuredTexts(vendor, "allowedAccountIds");
    const forbidden = configuredTexts(vendor, "forbiddenAccountIds");
    const refused = forbidden.includes(account) || (allowed.length > 0 && !allowed.includes(account));
    return refused ? `AWS account ID not allowed: ${account}` : null;
  },
};
