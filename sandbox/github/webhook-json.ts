import type { Vendor } from "../model.ts";
import { type Fields, flag, number, object, text, texts } from "../values.ts";
import { hiddenSecret } from "./webhook.ts";

/** A webhook in GitHub's REST API (docs.github.com/rest/repos/webhooks). */
export function webhookJson({ world }: Vendor, id: string, hook: Fields): object {
  const configuration = object(hook, "configuration") ?? {};
  const url = `https://api.github.com/repos/${world.github.owner}/${world.github.repository}/hooks/${id}`;
  return {
    type: "Repository",
    id: Number(id),
    name: "web",
    active: flag(hook, "active"),
    events: texts(hook, "events"),
    config: {
      content_type: text(configuration, "contentType"),
      insecure_ssl: flag(configuration, "insecureSsl") ? "1" : "0",
      ...(text(configuration, "secret") === "" ? {} : { secret: hiddenSecret }),
      url: text(configuration, "url"),
    },
    updated_at: text(hook, "updatedAt"),
    created_at: text(hook, "createdAt"),
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
  };
}

/** A delivery as the list shows it (docs.github.com/rest/repos/webhooks, "List deliveries for a repository webhook"). */
export function deliveryJson(id: string, delivery: Fields): object {
  return {
    id: Number(id),
    guid: text(delivery, "guid"),
    delivered_at: text(delivery, "deliveredAt"),
    redelivery: flag(delivery, "redelivery"),
    duration: number(delivery, "duration"),
    status: text(delivery, "status"),
    status_code: number(delivery, "statusCode"),
    event: text(delivery, "event"),
    action: delivery["action"] ?? null,
    installation_id: null,
    repository_id: null,
    throttled_at: null,
  };
}

/** One delivery with what went to and fro. */
export function fullDeliveryJson(id: string, delivery: Fields): object {
  const [request, response] = [object(delivery, "request") ?? {}, object(delivery, "response") ?? {}];
  return {
    ...deliveryJson(id, delivery),
    request: { headers: request["headers"] ?? {}, payload: JSON.parse(text(request, "payload") || "{}") },
    response: { headers: response["headers"] ?? {}, payload: text(response, "payload") },
  };
}
