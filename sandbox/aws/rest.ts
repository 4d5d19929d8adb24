import { Hono } from "hono";
import type { Vendor } from "../model.ts";

/** AWS's query protocol: every call is a POST whose `Action` names it. */
export function awsRoutes({ world }: Vendor): Hono {
  const app = new Hono();
  app.post("*", async (c) => {
    const action = new URLSearchParams(await c.req.text()).get("Action");
    if (action !== "GetCallerIdentity") {
      return c.body(errorXml("InvalidAction", `The sandbox does not model the action ${action}.`), 400, xml);
    }
    return c.body(identityXml(world.aws.accountId), 200, xml);
  });
  return app;
}

const xml = { "content-type": "text/xml" };
const requestId = "00000000-0000-0000-0000-000000000000";

function identityXml(accountId: string): string {
  const result = `<Arn>arn:aws:iam::${accountId}:user/sandbox</Arn><UserId>AIDASANDBOX0000000000</UserId><Account>${accountId}</Account>`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}

function errorXml(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
