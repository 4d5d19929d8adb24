/**
 * Key: the function's name. Fields as `aws.lambda.Function` names them (`environment.variables`, `handler`, `role`, `timeout`, ...), and
 * its code in `codeFiles`, see `filesOf`.
 */
export const functionKind = "aws/lambda-function";

/** Key: `<function>` or `<function>/<qualifier>`. Fields: `functionName`, `functionUrl`, `urlId`, `authorizationType`, `cors`, `invokeMode`, ... */
export const functionUrlKind = "aws/lambda-function-url";

/** Key: `<function>/<statement id>`. A statement of the function's policy, with fields as `aws.lambda.Permission` names them; `function` is the name. */
export const permissionKind = "aws/lambda-permission";
