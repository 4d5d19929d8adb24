import type { Vendor } from "../../../model.ts";
import { type Fields, object, text } from "../../../values.ts";
import { ensureLogGroup } from "../../cloudwatch/log-group.ts";
import { regionalArn } from "../../common/account.ts";
import { roleAnswer } from "../caller.ts";

/**
 * Lambda makes the group for a function's lines, which are then kept for ever, unless it is there or the function's role may not.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function makeLogGroup(vendor: Vendor, stored: Fields): void {
  const region = text(stored, "region") || vendor.world.aws.region;
  const group = text(object(stored, "loggingConfig") ?? {}, "logGroup") || `/aws/lambda/${text(stored, "name")}`;
  const role = text(stored, "role");
  const asked = {
    principal: role,
    action: "logs:CreateLogGroup",
    resource: regionalArn(vendor, "logs", region, `log-group:${group}:*`),
    context: {},
  };
  if (roleAnswer(vendor, role, asked) === "allow") ensureLogGroup(vendor, group, region);
}
