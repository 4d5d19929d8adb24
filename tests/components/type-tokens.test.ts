import { expect } from "chai";

import { ACCOUNT_TYPE } from "../../components/account.ts";
import { ACCOUNT_ROLES_TYPE } from "../../components/aws/account-roles.ts";
import { BUCKET_TYPE } from "../../components/aws/bucket.ts";
import { IDENTITIES_TYPE } from "../../components/aws/identities.ts";
import { TABLE_TYPE } from "../../components/aws/table.ts";
import { WAREHOUSE_TYPE } from "../../components/aws/warehouse.ts";
import { GITHUB_ENVIRONMENT_TYPE } from "../../components/github/environment.ts";
import { ACCOUNT_MONITORING_TYPE } from "../../components/monitoring/account.ts";
import { RELAY_TYPE } from "../../components/monitoring/relay.ts";
import { STAGE_MONITORING_TYPE } from "../../components/monitoring/stage.ts";
import { STAGE_TYPE } from "../../components/stage.ts";
import { VERCEL_PROJECT_TYPE } from "../../components/vercel/project.ts";

describe("type tokens", () => {
  it("do not change: they stand in every URN, so a new one needs an alias or replaces what exists", () => {
    expect({
      ACCOUNT_MONITORING_TYPE,
      ACCOUNT_ROLES_TYPE,
      ACCOUNT_TYPE,
      BUCKET_TYPE,
      GITHUB_ENVIRONMENT_TYPE,
      IDENTITIES_TYPE,
      RELAY_TYPE,
      STAGE_MONITORING_TYPE,
      STAGE_TYPE,
      TABLE_TYPE,
      VERCEL_PROJECT_TYPE,
      WAREHOUSE_TYPE,
    }).to.deep.equal({
      ACCOUNT_MONITORING_TYPE: "stagekeeper:monitoring:Account",
      ACCOUNT_ROLES_TYPE: "stagekeeper:aws:AccountRoles",
      ACCOUNT_TYPE: "stagekeeper:index:Account",
      BUCKET_TYPE: "stagekeeper:aws:Bucket",
      GITHUB_ENVIRONMENT_TYPE: "stagekeeper:github:Environment",
      IDENTITIES_TYPE: "stagekeeper:aws:Identities",
      RELAY_TYPE: "stagekeeper:monitoring:Relay",
      STAGE_MONITORING_TYPE: "stagekeeper:monitoring:Stage",
      STAGE_TYPE: "stagekeeper:index:Stage",
      TABLE_TYPE: "stagekeeper:aws:Table",
      VERCEL_PROJECT_TYPE: "stagekeeper:vercel:Project",
      WAREHOUSE_TYPE: "stagekeeper:aws:Warehouse",
    });
  });
});
