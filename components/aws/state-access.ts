import type { Statement } from "./policy.ts";
import { type StateScope, stateBucketArn, stateObjectArns } from "./stage-scope.ts";

/** Only the stack's own files: the state of other stacks holds their settings and their encrypted secrets. */
export function stateAccess(scope: StateScope, access: "read" | "write"): readonly Statement[] {
  const bucket = stateBucketArn(scope);
  const write = ["s3:DeleteObject", "s3:PutObject"];
  return [
    { sid: "StateBucket", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [bucket] },
    { sid: "StateFormat", actions: ["s3:GetObject"], resources: [`${bucket}/.pulumi/meta.yaml`] },
    {
      sid: "State",
      actions: ["s3:GetObject", ...(access === "write" ? write : [])],
      resources: stateObjectArns(scope),
    },
  ];
}
