import type { Created, ResourceModel, Vendor } from "../../model.ts";
import { type Fields, list, text, type Value } from "../../values.ts";
import { iamArn } from "../common/account.ts";
import { each, lengthBetween } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags, tagProperties } from "../common/tags.ts";
import { iamError } from "./errors.ts";
import { oidcProviderKind } from "./kinds.ts";

/** terraform-provider-aws, internal/service/iam/openid_connect_provider.go. */
export const openIdConnectProvider: ResourceModel = {
  type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  kind: oidcProviderKind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    arn: { type: "string", outputOnly: true },
    clientIdLists: {
      type: { set: "string" },
      required: true,
      rules: [each("client_id_list", (key) => lengthBetween(key, 1, 255))],
    },
    thumbprintLists: {
      type: { list: "string" },
      computed: true,
      rules: [each("thumbprint_list", (key) => lengthBetween(key, 40, 40))],
    },
    url: {
      type: "string",
      required: true,
      replace: true,
      rules: [urlRule],
      same: (left, right) => withoutScheme(left) === withoutScheme(right),
    },
  },
  derive: deriveTagsAll,
  create: createProvider,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(oidcProviderKind, id);
    return stored === null ? null : readProvider(stored, state, vendor);
  },
  update: (vendor, id, planned) => {
    const before = vendor.store.get(oidcProviderKind, id);
    if (before === null)
      throw iamError(
        `updating IAM OIDC Provider (${id}) thumbprint`,
        "UpdateOpenIDConnectProviderThumbprint",
        "NoSuchEntity",
        `OpenIDConnect Provider not found for arn ${id}`,
      );
    const thumbprints = list(planned, "thumbprintLists");
    const stored = {
      ...before,
      clientIdLists: list(planned, "clientIdLists"),
      thumbprintLists: thumbprints.length > 0 ? thumbprints : list(before, "thumbprintLists"),
      tags: allTags(planned, vendor),
    };
    vendor.store.put(oidcProviderKind, id, stored);
    return readProvider(stored, planned, vendor);
  },
  delete: (vendor, id) => {
    if (vendor.store.get(oidcProviderKind, id) !== null) vendor.store.remove(oidcProviderKind, id);
  },
};

function urlRule(value: Value): string | null {
  const url = String(value);
  if (!/^https:\/\/[^/?#]+/.test(url)) return `expected "url" to have a url with schema of: "https", got ${url}`;
  return url.includes("?") ? `"url" cannot contain query parameters per the OIDC standard` : null;
}

/** AWS keeps and returns the issuer without its scheme. */
function withoutScheme(url: Value): string {
  return String(url).replace(/^https:\/\//, "");
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
function createProvider(vendor: Vendor, planned: Fields): Created {
  const url = withoutScheme(text(planned, "url"));
  const arn = iamArn(vendor, `oidc-provider/${url}`);
  if (vendor.store.get(oidcProviderKind, arn) !== null)
    throw iamError(
      "creating IAM OIDC Provider",
      "CreateOpenIDConnectProvider",
      "EntityAlreadyExists",
      `Provider with url https://${url} already exists.`,
    );
  const given = list(planned, "thumbprintLists");
  const stored: Fields = {
    arn,
    url,
    clientIdLists: list(planned, "clientIdLists"),
    // IAM looks the certificate up by itself where it gets no thumbprint.
    thumbprintLists: given.length > 0 ? given : [vendor.newId(`aws/thumbprint/${url}`, "0123456789abcdef", 40)],
    tags: allTags(planned, vendor),
  };
  vendor.store.put(oidcProviderKind, arn, stored);
  return { id: arn, state: readProvider(stored, planned, vendor) };
}

function readProvider(stored: Fields, state: Fields | null, vendor: Vendor): Fields {
  return { ...stored, ...readTags(stored, state, vendor) };
}
