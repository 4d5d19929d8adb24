import { expect } from "chai";
import { refusal, TestSandbox } from "../support.ts";

const type = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const projectType = "vercel:index/project:Project";

describe("sandbox: Vercel's environment variables", () => {
  let sandbox: TestSandbox;
  let projectId: string;
  const plain = (more: object = {}): Record<string, unknown> => ({
    projectId,
    key: "A",
    value: "1",
    sensitive: false,
    targets: ["production", "preview"],
    ...more,
  });

  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    projectId = (await sandbox.up(projectType, "web", { name: "web" })).id;
  });
  afterEach(() => sandbox.stop());

  it("get a comment, no custom environments and sorted targets; the provider makes no value secret", async () => {
    const made = await sandbox.up(type, "A", plain());
    expect(made.id).to.match(/^env_[0-9A-Za-z]+$/);
    expect(made.inputs).to.deep.equal(plain());
    expect(made.state).to.deep.equal({
      id: made.id,
      projectId,
      key: "A",
      value: "1",
      valueWo: null,
      sensitive: false,
      targets: ["preview", "production"],
      customEnvironmentIds: [],
      gitBranch: null,
      comment: "",
      teamId: null,
    });
    expect((await sandbox.diff(type, made.id, made.state, made.inputs)).changes).to.equal("none");
  });

  it("replace for key, project and sensitivity; change value, targets and comment in place", async () => {
    const made = await sandbox.up(type, "A", plain());
    const replaced = await sandbox.diff(
      type,
      made.id,
      made.state,
      plain({ key: "B", sensitive: true, projectId: "prj_x" }),
    );
    expect(replaced).to.deep.include({ replaces: ["key", "projectId", "sensitive"], deleteBeforeReplace: false });
    const inputs = plain({ value: "2", targets: ["production"], comment: "why" });
    const changed = await sandbox.diff(type, made.id, made.state, inputs);
    expect(changed).to.deep.include({
      replaces: [],
      changed: ["comment", "targets", "value"],
    });
    expect(await sandbox.update(type, made.id, made.state, inputs)).to.deep.include({
      value: "2",
      targets: ["production"],
      comment: "why",
    });
  });

  it("refuse at check what the provider refuses, in its words", async () => {
    const failures = async (inputs: Record<string, unknown>): Promise<string[]> =>
      (await sandbox.check(type, "x", inputs)).failures;
    expect((await failures(plain({ targets: ["staging"] })))[0]).to.equal(
      'Invalid Attribute Value Match. Attribute target[Value("staging")] value must be one of: ["production" "preview" "development"], got: "staging". Examine values at \'x.targets\'.',
    );
    const { targets, ...aimless } = plain();
    expect(await failures(aimless)).to.deep.equal([
      "Invalid Attribute Combination. At least one attribute out of [custom_environment_ids,target] must be specified. Examine values at 'x.targets'.",
      "Invalid Attribute Combination. At least one attribute out of [custom_environment_ids,target] must be specified. Examine values at 'x.customEnvironmentIds'.",
    ]);
    const { value, ...valueless } = plain();
    expect((await failures(valueless))[0]).to.include(
      "No attribute specified when one (and only one) of [value,value_wo] is required",
    );
    const { sensitive, ...undecided } = plain();
    expect(await failures(undecided)).to.deep.equal(["Missing required property 'sensitive'"]);
    expect((await failures(plain({ targets: [] })))[0]).to.include("set must contain at least 1 elements, got: 0");
    expect((await failures(plain({ comment: "x".repeat(1001) })))[0]).to.include(
      "string length must be between 0 and 1000, got: 1001",
    );
    expect((await failures(plain({ valueWo: "x" })))[0]).to.include('does not model the property "valueWo"');
  });

  it("cannot be sensitive for development: an error when it is planned", async () => {
    const inputs = plain({ sensitive: true, targets: ["development"] });
    expect(await refusal(sandbox.create(type, "x", inputs, true))).to.equal(
      '[AttributeName("sensitive")] Project Environment Variable Invalid: Environment variables targeting `development` must explicitly set `sensitive = false`.',
    );
    await sandbox.create(type, "x", plain({ targets: ["development"] }), true);
  });

  it("conflict where key, branch and a target are the same", async () => {
    await sandbox.up(type, "A", plain());
    expect(await refusal(sandbox.up(type, "B", plain({ targets: ["preview"] })))).to.equal(
      "Error creating project environment variable: Could not create project environment variable, unexpected error: ENV_ALREADY_EXISTS - Another Environment Variable with the same Name and Environment exists in your project. Remove it or choose a different Name or Environment.",
    );
    const development = await sandbox.up(type, "C", plain({ targets: ["development"] }));
    await sandbox.up(type, "D", plain({ targets: ["preview"], gitBranch: "stage/dev" }));
    expect(
      await refusal(sandbox.update(type, development.id, development.state, plain({ targets: ["production"] }))),
    ).to.include("ENV_ALREADY_EXISTS");
  });

  it("take names that a shell takes", async () => {
    for (const key of ["A-B", "1A", ""]) {
      expect(await refusal(sandbox.up(type, "A", plain({ key })))).to.include(
        "BAD_REQUEST - The name contains invalid characters.",
      );
    }
    await sandbox.up(type, "A", plain({ key: "_a1" }));
  });

  it("need their project, and go with it", async () => {
    expect(await refusal(sandbox.up(type, "A", plain({ projectId: "prj_none" })))).to.equal(
      "Error creating project environment variable: Could not find project, please make sure both the project_id and team_id match the project and team you wish to deploy to.",
    );
    const made = await sandbox.up(type, "A", plain());
    await sandbox.delete(projectType, projectId, {});
    expect(await sandbox.read(type, made.id, made.state, made.inputs)).to.equal(null);
    await sandbox.delete(type, made.id, made.state);
  });

  it("show a changed plain value, never a sensitive one", async () => {
    const open = await sandbox.up(type, "A", plain());
    const hidden = await sandbox.up(type, "B", plain({ key: "B", sensitive: true }));
    for (const { id } of [open, hidden])
      await sandbox.control("POST", "/edit", { type, id, path: "value", value: "other" });
    expect((await sandbox.read(type, open.id, open.state, open.inputs))?.state["value"]).to.equal("other");
    expect((await sandbox.read(type, hidden.id, hidden.state, hidden.inputs))?.state["value"]).to.equal("1");
  });

  it("are imported by project and id, without a sensitive value", async () => {
    const hidden = await sandbox.up(type, "B", plain({ sensitive: true }));
    const imported = await sandbox.read(type, `${projectId}/${hidden.id}`);
    expect(imported?.id).to.equal(hidden.id);
    expect(imported?.state).to.include({ key: "A", value: null, sensitive: true });
  });

  it("fail to be updated when they are gone", async () => {
    const made = await sandbox.up(type, "A", plain());
    await sandbox.control("POST", "/remove", { type, id: made.id });
    expect(await refusal(sandbox.update(type, made.id, made.state, plain({ value: "2" })))).to.include(
      "Error updating project environment variable: Could not update project environment variable, unexpected error: not_found",
    );
  });
});
