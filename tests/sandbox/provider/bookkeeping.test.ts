import { expect } from "chai";
import type { ResourceModel } from "../../../sandbox/model.ts";
import { bookkeeping } from "../../../sandbox/provider/bookkeeping.ts";
import { registry } from "../../../sandbox/registry.ts";

function modelOf(type: string): ResourceModel {
  const model = registry.resource(type);
  if (model === null) throw new Error(`${type} is not modelled`);
  return model;
}

const table = modelOf("aws:dynamodb/table:Table");
const variable = modelOf("github:index/actionsVariable:ActionsVariable");
const project = modelOf("vercel:index/project:Project");

describe("what the bridge adds to a state", () => {
  it("has GitHub's schema version, and nothing about plain values", () => {
    expect(bookkeeping(variable, { repository: "agent-ops", value: "1" })).to.deep.equal({
      __meta: '{"schema_version":"1"}',
      __pulumi_raw_state_delta: { obj: {} },
    });
  });

  it("tells maps, lists and flattened objects of the older SDK apart", () => {
    const state = { tags: { a: "1" }, tagsAll: {}, attributes: [{ name: "id", type: "S" }], ttl: { enabled: true } };
    const { __pulumi_raw_state_delta: delta } = bookkeeping(table, state);
    expect((delta as { obj: { ps: object } }).obj.ps).to.deep.include({
      tags: { map: {} },
      tagsAll: { map: {} },
      attributes: { arr: { el: { 0: { obj: {} } } } },
      ttl: { plu: { i: { obj: {} } } },
      pointInTimeRecovery: { plu: { i: {} } },
    });
  });

  it("leaves objects of the newer framework as they are, without a schema version", () => {
    const git = { type: "github", repo: "acme/agent-ops" };
    expect(bookkeeping(project, { name: "web", gitRepository: git })).to.deep.equal({
      __pulumi_raw_state_delta: { obj: { ps: { gitRepository: { obj: {} } } } },
    });
  });

  it("holds no values", () => {
    const secret = modelOf("github:index/actionsSecret:ActionsSecret");
    expect(JSON.stringify(bookkeeping(secret, { secretName: "KEY", value: "canary" }))).to.not.include("canary");
  });
});
