/** Key: the parameter's name. Fields: `name`, `type`, `value` (in clear), `version`, `arn`, ..., and `lastModifiedAt` (ISO 8601). */
export const parameterKind = "aws/ssm-parameter";
