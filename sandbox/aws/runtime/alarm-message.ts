import type { Vendor } from "../../model.ts";
import { type Fields, number, text } from "../../values.ts";
import { accountId } from "../common/account.ts";
import type { AlarmState } from "./alarm-state.ts";

export interface StateChange {
  readonly before: AlarmState;
  readonly after: AlarmState;
  readonly reason: string;
  readonly at: Date;
}

/** What CloudWatch writes to a topic; an e-mail has the description and the reason before the details. */
export function alarmMessage(
  vendor: Vendor,
  name: string,
  alarm: Fields,
  { before, after, reason, at }: StateChange,
): { readonly subject: string; readonly message: string } {
  const description = text(alarm, "alarmDescription");
  const place = `${text(alarm, "region") || vendor.world.aws.region}`;
  const lines = [
    `You are receiving this email because your Amazon CloudWatch Alarm "${name}" in the ${place} region has entered the ${after} state, because "${reason}" at "${at.toUTCString()}".`,
    "",
    "Alarm Details:",
    `- Name:                       ${name}`,
    `- Description:                ${description}`,
    `- State Change:               ${before} -> ${after}`,
    `- Reason for State Change:    ${reason}`,
    `- Timestamp:                  ${at.toUTCString()}`,
    `- AWS Account:                ${accountId(vendor)}`,
    `- Alarm Arn:                  ${text(alarm, "arn")}`,
    "",
    "Threshold:",
    `- The alarm is in the ALARM state when the metric is ${text(alarm, "comparisonOperator")} ${number(alarm, "threshold")}.`,
  ];
  return { subject: subjectOf(after, name, place), message: lines.join("\n") };
}

/** SNS takes a hundred characters. */
function subjectOf(state: AlarmState, name: string, place: string): string {
  const subject = `${state}: "${name}" in ${place}`;
  return subject.length <= 100 ? subject : `${subject.slice(0, 97)}...`;
}
