import { type Fields, flag, hasUnknown, text } from "../../values.ts";

/** terraform-provider-aws, internal/service/sqs/queue.go, resourceQueueCustomizeDiff. */
export function queueName(planned: Fields, prior: Fields | null): string | null {
  const name = text(planned, "name");
  if (prior !== null || hasUnknown(planned["name"]) || name === "") return null;
  const pattern = flag(planned, "fifoQueue") ? /^[0-9A-Za-z_-]{1,75}\.fifo$/ : /^[0-9A-Za-z_-]{1,80}$/;
  return pattern.test(name) ? null : `invalid queue name: ${name}`;
}

export function contentBasedDeduplication(planned: Fields): string | null {
  return flag(planned, "contentBasedDeduplication") && !flag(planned, "fifoQueue")
    ? "content-based deduplication can only be set for FIFO queue"
    : null;
}
