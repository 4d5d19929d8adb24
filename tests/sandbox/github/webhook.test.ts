import { expect } from "chai";
import { isSecret, refusal, TestSandbox, unwrapped } from "../support.ts";

const type = "github:index/repositoryWebhook:RepositoryWebhook";
const url = "https://abc.lambda-url.eu-central-1.on.aws/";
const hook = {
  repository: "agent-ops",
  events: ["workflow_run", "deployment_status"],
  configuration: { url, contentType: "json", secret: "hunter2" },
};

describe("GitHub webhooks in the sandbox", () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
  });
  afterEach(() => sandbox.stop());

  it("have the provider's defaults and outputs, with secret and address secret", async () => {
    const { id, state, inputs } = await sandbox.up(type, "relay", hook);
    expect(inputs["__defaults"]).to.deep.equal(["active"]);
    expect(id).to.match(/^\d{9}$/);
    expect(unwrapped(state)).to.deep.include({
      active: true,
      etag: null,
      url: `https://api.github.com/repos/jdoe/agent-ops/hooks/${id}`,
      configuration: { url, contentType: "json", secret: "hunter2", insecureSsl: false },
    });
    const configuration = state["configuration"] as Record<string, unknown>;
    expect(isSecret(configuration["secret"])).to.equal(true);
    expect(isSecret(configuration["url"])).to.equal(true);
    expect(await sandbox.diff(type, id, unwrapped(state) as typeof state, inputs)).to.include({ changes: "none" });
  });

  it("change in place, except for the repository", async () => {
    const { id, state, inputs } = await sandbox.up(type, "relay", hook);
    const prior = unwrapped(state) as Record<string, unknown>;
    const other = { ...inputs, active: false, configuration: { ...hook.configuration, secret: "hunter3" } };
    const diff = await sandbox.diff(type, id, prior, other);
    expect(diff).to.deep.include({ changes: "some", replaces: [] });
    expect(Object.keys(diff.details).sort()).to.deep.equal(["active", "configuration.secret"]);
    expect(unwrapped(await sandbox.update(type, id, prior, other))).to.deep.include({ active: false });
    const moved = await sandbox.diff(type, id, prior, { ...inputs, repository: "other" });
    expect(moved.replaces).to.deep.equal(["repository"]);
  });

  it("show a refresh everything but the secret", async () => {
    const { id, state, inputs } = await sandbox.up(type, "relay", hook);
    const prior = unwrapped(state) as Record<string, unknown>;
    const edit = (path: string, value: unknown) => sandbox.control("POST", "/edit", { type, id, path, value });
    await edit("active", false);
    await edit("configuration.secret", "stolen");
    await edit("configuration.url", "https://evil.example/");
    const read = await sandbox.read(type, id, prior, inputs);
    expect(unwrapped(read?.state)).to.deep.include({
      active: false,
      configuration: { ...hook.configuration, url: "https://evil.example/", insecureSsl: false },
    });
  });

  it("are imported by repository and number, without their secret", async () => {
    const { id } = await sandbox.up(type, "relay", hook);
    const read = await sandbox.read(type, `agent-ops/${id}`);
    expect(read?.id).to.equal(id);
    expect(unwrapped(read?.state)).to.deep.include({
      repository: "agent-ops",
      configuration: { ...hook.configuration, secret: "********", insecureSsl: false },
    });
  });

  it("leave the state when they are gone, and cannot be deleted twice", async () => {
    const { id, state } = await sandbox.up(type, "relay", hook);
    const prior = unwrapped(state) as Record<string, unknown>;
    await sandbox.delete(type, id, prior);
    expect(await sandbox.read(type, id, prior)).to.equal(null);
    expect(await refusal(sandbox.delete(type, id, prior))).to.include(
      `DELETE https://api.github.com/repos/jdoe/agent-ops/hooks/${id}: 404 Not Found []`,
    );
  });

  it("are refused as GitHub refuses them", async () => {
    const up = (inputs: Record<string, unknown>) => refusal(sandbox.up(type, "x", { ...hook, ...inputs }));
    expect(await up({ repository: "other" })).to.include("404 Not Found");
    expect(await up({ events: [] })).to.include("422 Validation Failed");
    expect(await up({ configuration: { url: "nowhere" } })).to.include(
      "Field:url Code:custom Message:is not a valid URL",
    );
    expect(await up({ configuration: { url, contentType: "xml" } })).to.include("Field:content_type");
    const { configuration: _, ...bare } = hook;
    expect(await refusal(sandbox.up(type, "x", bare))).to.include("error reading from server: EOF");
    expect(await up({ configuration: {} })).to.include("Missing required property 'configuration.url'");
    await sandbox.up(type, "relay", hook);
    expect(await up({})).to.include("Hook already exists on this repository");
    for (let count = 1; count < 20; count += 1)
      await sandbox.up(type, `h${count}`, { ...hook, configuration: { url: `${url}${count}` } });
    expect(await up({ configuration: { url: `${url}20` } })).to.include(
      'The "workflow_run" event cannot have more than 20 hooks',
    );
  });
});
