import { accountId } from "../common/account.ts";
import type { ApiService } from "./call.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const sts: ApiService = {
  target: null,
  version: "2011-06-15",
  actions: "sts",
  namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  // Every caller may ask who it is, whatever its policies say.
  resourcesOf: () => [],
  operations: {
    GetCallerIdentity: ({ vendor, caller }) => {
      const account = accountId(vendor);
      const arn = caller.kind === "user" ? `arn:aws:iam::${account}:user/sandbox` : caller.arn;
      return { Arn: arn, UserId: "AIDASANDBOX0000000000", Account: account };
    },
  },
};
