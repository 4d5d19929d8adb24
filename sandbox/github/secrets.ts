import { exactlyOneOf, requiredWith } from "../combinations.ts";
import type { Created, PropertyModel, ResourceModel, Vendor } from "../model.ts";
import type { Fields } from "../values.ts";
import { isUnset, text } from "../values.ts";
import { goTime, notFound, type Request, repositoryIdOf, repositoryIdPath, repositoryPath, timeStamp } from "./api.ts";
import { requireRoom } from "./limits.ts";
import { githubKey, homeOf, kinds, parseId, requireHome, requireRepository } from "./objects.ts";
import { base64, environment, output, repository, secretName } from "./rules.ts";

/** The sandbox has one key pair for everything, and encrypts nothing. */
const sandboxKeyId = "568250167242549743";

const secretProperties: Readonly<Record<string, PropertyModel>> = {
  secretName: { type: "string", required: true, replace: true, rules: secretName },
  keyId: { type: "string", computed: true },
  value: { type: "string", secret: true },
  valueEncrypted: { type: "string", secret: true, rules: [base64("value_encrypted")] },
  plaintextValue: { type: "string", secret: true },
  encryptedValue: { type: "string", secret: true, rules: [base64("encrypted_value")] },
  createdAt: output("string"),
  updatedAt: output("string"),
  remoteUpdatedAt: output("string"),
  repositoryId: output("integer"),
};

const secretChecks = [
  ...exactlyOneOf("value", "valueEncrypted", "encryptedValue", "plaintextValue"),
  requiredWith("keyId", "valueEncrypted"),
];

/** terraform-provider-github, resource_github_actions_environment_secret.go. */
export const environmentSecret: ResourceModel = {
  type: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  kind: kinds.environmentSecret,
  key: githubKey,
  bridge: "sdk",
  schemaVersion: 1,
  properties: { repository, environment, ...secretProperties },
  checks: secretChecks,
  deleteBeforeReplace: true,
  ...secretCalls(kinds.environmentSecret),
};

/** terraform-provider-github, resource_github_actions_secret.go. */
export const repositorySecret: ResourceModel = {
  type: "github:index/actionsSecret:ActionsSecret",
  kind: kinds.secret,
  key: githubKey,
  bridge: "sdk",
  schemaVersion: 1,
  properties: { repository, ...secretProperties, destroyOnDrift: { type: "boolean" } },
  checks: secretChecks,
  deleteBeforeReplace: true,
  ...secretCalls(kinds.secret),
};

function secretCalls(kind: string): Pick<ResourceModel, "create" | "read" | "update" | "delete"> {
  return {
    create: (vendor, planned): Created => {
      const repositoryName = text(planned, "repository");
      requireRepository(vendor, repositoryName, { method: "GET", path: repositoryPath(vendor, repositoryName) });
      requirePublicKey(vendor, planned);
      const id = secretId(planned);
      return {
        id,
        state: { ...putSecret(vendor, kind, planned), repositoryId: repositoryIdOf(vendor, repositoryName) },
      };
    },
    update: (vendor, _id, planned) => {
      requirePublicKey(vendor, planned);
      return putSecret(vendor, kind, planned);
    },
    read: (vendor, id, state) => readSecret(vendor, kind, id, state),
    delete: (vendor, id, state) => {
      if (vendor.store.get(kind, githubKey(id)) === null)
        throw notFound({ method: "DELETE", path: secretPath(vendor, state) });
      vendor.store.remove(kind, githubKey(id));
    },
  };
}

/** The provider fetches the public key before it writes: that is where a missing environment shows. */
function requirePublicKey(vendor: Vendor, planned: Fields): void {
  requireHome(vendor, homeOf(planned), { method: "GET", path: `${secretsPath(vendor, planned)}/public-key` });
}

/** An upsert: a secret of that name is silently overwritten. */
function putSecret(vendor: Vendor, kind: string, planned: Fields): Fields {
  const key = githubKey(secretId(planned));
  const request: Request = { method: "PUT", path: secretPath(vendor, planned) };
  requireRoom(
    vendor,
    kind,
    homeOf(planned).id,
    key,
    text(planned, "value") || text(planned, "plaintextValue"),
    request,
  );
  const before = vendor.store.get(kind, key);
  const updatedAt = timeStamp(vendor.now(), before === null ? "" : text(before, "updatedAt"));
  const createdAt = before === null ? updatedAt : text(before, "createdAt");
  const value = planned["value"] ?? planned["plaintextValue"] ?? null;
  const valueEncrypted = planned["valueEncrypted"] ?? planned["encryptedValue"] ?? null;
  const { repository: repositoryName, environment: environmentName, secretName: name } = planned;
  vendor.store.put(kind, key, {
    repository: repositoryName,
    environment: environmentName,
    secretName: name,
    value,
    valueEncrypted,
    createdAt,
    updatedAt,
  });
  return {
    ...planned,
    keyId: isUnset(valueEncrypted) || isUnset(planned["keyId"]) ? sandboxKeyId : planned["keyId"],
    createdAt: goTime(createdAt),
    updatedAt: goTime(updatedAt),
    remoteUpdatedAt: goTime(updatedAt),
  };
}

/** GitHub never shows a secret again: of a change behind Pulumi's back only `remoteUpdatedAt` tells. */
function readSecret(vendor: Vendor, kind: string, id: string, state: Fields | null): Fields | null {
  const found = vendor.store.get(kind, githubKey(id));
  if (found === null) return null;
  const [createdAt, updatedAt] = [goTime(text(found, "createdAt")), goTime(text(found, "updatedAt"))];
  const parts = parseId(id);
  const names = parts.length === 3 ? { environment: parts[1] ?? "" } : {};
  const imported = { repository: parts[0] ?? "", ...names, secretName: parts.at(-1) ?? "", createdAt, updatedAt };
  return { ...(state ?? imported), repositoryId: repositoryIdOf(vendor, parts[0] ?? ""), remoteUpdatedAt: updatedAt };
}

function secretId(fields: Fields): string {
  return `${homeOf(fields).id}:${text(fields, "secretName")}`;
}

function secretsPath(vendor: Vendor, fields: Fields): string {
  const home = homeOf(fields);
  return home.environment === null
    ? repositoryPath(vendor, home.repository, "/actions/secrets")
    : repositoryIdPath(vendor, home.repository, `/environments/${encodeURIComponent(home.environment)}/secrets`);
}

function secretPath(vendor: Vendor, fields: Fields): string {
  return `${secretsPath(vendor, fields)}/${text(fields, "secretName")}`;
}
