import type { ProviderModel } from "../model.ts";

/** terraform-provider-vercel, vercel/provider.go, `Configure`: it looks at the token's form before any request, also for a
 *  preview. Without one in the configuration the real provider takes the environment's, which the sandbox does not need. */
export const vercelProvider: ProviderModel = {
  package: "vercel",
  refuse({ config }) {
    const token = config["apiToken"];
    if (typeof token !== "string" || /[0-9a-zA-Z]{24}/.test(token)) return null;
    if (token === "") return "Unable to find api_token: api_token cannot be an empty string";
    const form = "must be 24 characters and only contain characters 0-9 and a-f (all lowercased)";
    return `Invalid api_token: api_token (VERCEL_API_TOKEN) ${form}`;
  },
};
