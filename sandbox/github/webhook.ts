import type { Created, ResourceModel, Vendor } from "../model.ts";
import { VendorError } from "../model.ts";
import { type Fields, flag, list, object, text, texts } from "../values.ts";
import { GitHubError, notFound, type Request, repositoryPath, timeStamp } from "./api.ts";
import { kinds, requireRepository } from "./objects.ts";
import { repository } from "./rules.ts";

/** What GitHub shows in place of a secret. */
export const hiddenSecret = "********";
/** docs.github.com, "Creating webhooks": "You can create up to 20 webhooks for each event type". */
const mostForEvent = 20;

/** terraform-provider-github, resource_github_repository_webhook.go. */
export const repositoryWebhook: ResourceModel = {
  type: "github:index/repositoryWebhook:RepositoryWebhook",
  kind: kinds.webhook,
  bridge: "sdk",
  schemaVersion: 1,
  properties: {
    repository,
    events: { type: { set: "string" }, required: true },
    active: { type: "boolean", default: true },
    configuration: {
      type: {
        object: {
          url: { type: "string", required: true, secret: true },
          contentType: { type: "string" },
          secret: { type: "string", secret: true },
          insecureSsl: { type: "boolean", default: false },
        },
      },
    },
    // Kept by the provider for conditional requests, and never a difference.
    etag: { type: "string", same: () => true },
    url: { type: "string", outputOnly: true },
  },
  create,
  read,
  update,
  delete: (vendor, id, state) => {
    requireWebhook(vendor, id, { method: "DELETE", path: hookPath(vendor, state, id) });
    vendor.store.remove(kinds.webhook, id);
  },
};

function create(vendor: Vendor, planned: Fields): Created {
  const repositoryName = text(planned, "repository");
  const request: Request = { method: "POST", path: repositoryPath(vendor, repositoryName, "/hooks") };
  // Nil pointer in the provider's flattenWebhookConfiguration: Pulumi shows how the connection broke.
  if (object(planned, "configuration") === null) throw new VendorError("error reading from server: EOF");
  requireRepository(vendor, repositoryName, request);
  refuseInvalid(vendor, planned, null, request);
  const id = `4${vendor.newId("github webhook", "0123456789", 8)}`;
  const now = timeStamp(vendor.now());
  vendor.store.put(kinds.webhook, id, { ...storedFields(planned), createdAt: now, updatedAt: now });
  vendor.announce({ kind: "webhook-created", id });
  return { id, state: stateOf(vendor, id, planned) };
}

function update(vendor: Vendor, id: string, planned: Fields): Fields {
  const request: Request = { method: "PATCH", path: hookPath(vendor, planned, id) };
  const before = requireWebhook(vendor, id, request);
  refuseInvalid(vendor, planned, id, request);
  const updatedAt = timeStamp(vendor.now(), text(before, "updatedAt"));
  vendor.store.put(kinds.webhook, id, { ...before, ...storedFields(planned), updatedAt });
  return stateOf(vendor, id, planned);
}

/**
 * GitHub shows eight asterisks for the secret, so the provider puts that of the state back: a secret that somebody else
 * changed, or took away, stays unseen.
 */
function read(vendor: Vendor, importId: string, state: Fields | null): Fields | null {
  const id = importId.slice(importId.lastIndexOf("/") + 1);
  const found = vendor.store.get(kinds.webhook, id);
  if (found === null) return null;
  const known = state === null ? null : object(state, "configuration");
  const hidden = text(object(found, "configuration") ?? {}, "secret") === "" ? null : hiddenSecret;
  const secret = known === null ? hidden : (known["secret"] ?? null);
  const repositoryName = state === null ? text(found, "repository") : text(state, "repository");
  const shown = { ...found, repository: repositoryName, etag: state?.["etag"] ?? null };
  return {
    ...stateOf(vendor, id, shown),
    id,
    configuration: { ...object(found, "configuration"), secret },
  };
}

function stateOf(vendor: Vendor, id: string, fields: Fields): Fields {
  return {
    repository: text(fields, "repository"),
    events: texts(fields, "events"),
    active: flag(fields, "active"),
    configuration: configurationOf(fields),
    etag: fields["etag"] ?? null,
    url: `https://api.github.com${hookPath(vendor, fields, id)}`,
  };
}

function storedFields(planned: Fields): Fields {
  return {
    repository: text(planned, "repository"),
    events: [...texts(planned, "events")].sort(),
    active: flag(planned, "active"),
    configuration: configurationOf(planned),
  };
}

/** GitHub takes `form` where no content type is named. */
function configurationOf(fields: Fields): Fields {
  const configuration = object(fields, "configuration") ?? {};
  return {
    url: text(configuration, "url"),
    contentType: text(configuration, "contentType") || "form",
    secret: configuration["secret"] ?? null,
    insecureSsl: flag(configuration, "insecureSsl"),
  };
}

/** docs.github.com/rest/repos/webhooks, "Create a repository webhook": what is answered with 422. */
function refuseInvalid(vendor: Vendor, planned: Fields, id: string | null, request: Request): void {
  const { url, contentType } = configurationOf(planned);
  if (!/^https?:\/\/[^/\s]+/.test(String(url))) throw invalid(request, "url", "is not a valid URL");
  if (contentType !== "json" && contentType !== "form") throw invalid(request, "content_type", "is invalid");
  const events = list(planned, "events");
  if (events.length === 0) throw invalid(request, "events", "are required");
  const others = vendor.store.list(kinds.webhook).filter(([other]) => other !== id);
  const same = others.some(
    ([, hook]) => configurationOf(hook).url === url && sameTexts(texts(hook, "events"), texts(planned, "events")),
  );
  if (same) throw invalid(request, "", "Hook already exists on this repository");
  const crowded = events.find(
    (event) => others.filter(([, hook]) => list(hook, "events").includes(event)).length >= mostForEvent,
  );
  if (crowded !== undefined) {
    throw invalid(request, "base", `The "${String(crowded)}" event cannot have more than ${mostForEvent} hooks`);
  }
}

function invalid(request: Request, field: string, message: string): GitHubError {
  return new GitHubError(
    request,
    422,
    `Validation Failed [{Resource:Hook Field:${field} Code:custom Message:${message}}]`,
  );
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((entry) => right.includes(entry));
}

function requireWebhook({ store }: Vendor, id: string, request: Request): Fields {
  const found = store.get(kinds.webhook, id);
  if (found === null) throw notFound(request);
  return found;
}

function hookPath(vendor: Vendor, fields: Fields, id: string): string {
  return repositoryPath(vendor, text(fields, "repository"), `/hooks/${id}`);
}
