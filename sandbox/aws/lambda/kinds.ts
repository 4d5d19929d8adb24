import type { Vendor } from "../../model.ts";
import type { Fields } from "../../values.ts";

/**
 * Key: the function's name. Fields as `aws.lambda.Function` names them (`environment.variables`, `handler`, `role`, `timeout`, ...), and
 * its code in `codeFiles`, see `filesOf`.
 */
export const functionKind = "aws/lambda-function";

/** Key: `<function>`. Fields: `functionName`, `functionUrl`, `urlId`, `authorizationType`, `cors`, `invokeMode`, ... */
export const functionUrlKind = "aws/lambda-function-url";

/** Key: `<function>/<statement id>`. A statement of the function's policy, with fields as `aws.lambda.Permission` names them; `function` is the name. */
export const permissionKind = "aws/lambda-permission";

const namePattern =
  /^(?:arn:[\w-]+:lambda:)?(?:[a-z]{2}-(?:[a-z]+-){1,2}\d:)?(?:\d{12}:)?(?:function:)?([0-9A-Za-z_-]+)/;

/** A function is named by its name, by its ARN or by parts of it. */
export function functionNameOf(nameOrArn: string): string {
  return namePattern.exec(nameOrArn)?.[1] ?? nameOrArn;
}

/** Everything of a kind that belongs to the function. */
export function ofFunction(
  vendor: Vendor,
  kind: string,
  name: string,
): readonly (readonly [key: string, fields: Fields])[] {
  return vendor.store.list(kind).filter(([key]) => key === name || key.startsWith(`${name}/`));
}
