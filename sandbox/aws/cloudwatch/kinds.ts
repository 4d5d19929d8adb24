/**
 * Key: the alarm's name. Fields as `aws.cloudwatch.MetricAlarm` names them, besides `createdAt` and `configuredAt` (ISO 8601 times of
 * the first and the last put). Its state is not among them: putting an alarm again keeps the state it is in.
 */
export const alarmKind = "aws/cloudwatch-alarm";

/** Key: the group's name. Fields as `aws.cloudwatch.LogGroup` names them. */
export const logGroupKind = "aws/cloudwatch-log-group";
