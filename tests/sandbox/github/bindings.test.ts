import { expect } from "chai";
import { isSecret, refusal, TestSandbox, unknownText, unwrapped, urn } from "../support.ts";

const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const secretType = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const repositorySecretType = "github:index/actionsSecret:ActionsSecret";
const variableType = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const repositoryVariableType = "github:index/actionsVariable:ActionsVariable";
const dev = { repository: "agent-ops", environment: "dev" };
const made = "2026-11-23 17:14:28 +0000 UTC";
const later = "2026-11-23 17:15:28 +0000 UTC";
/** What a person changes is dated five minutes ahead. */
const byHand = "2026-11-23 17:20:28 +0000 UTC";

describe("sandbox: GitHub's secrets and variables", () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    await sandbox.up(environmentType, "dev", dev);
  });
  afterEach(() => sandbox.stop());

  describe("secrets", () => {
    it("are secret in inputs and state, and carry GitHub's times", async () => {
      const secret = await sandbox.up(secretType, "API_KEY", { ...dev, secretName: "API_KEY", value: "hunter2" });
      expect(isSecret(secret.inputs["value"])).to.equal(true);
      expect(isSecret(secret.state["value"])).to.equal(true);
      expect(secret.id).to.equal("agent-ops:dev:API_KEY");
      expect(unwrapped(secret.state)).to.deep.include({
        value: "hunter2",
        createdAt: made,
        updatedAt: made,
        remoteUpdatedAt: made,
      });
      expect(secret.state["keyId"]).to.match(/^\d+$/);
    });

    it("need their environment", async () => {
      const message = await refusal(
        sandbox.up(secretType, "X", { repository: "agent-ops", environment: "prod", secretName: "X", value: "1" }),
      );
      const { repositoryId } = sandbox.running.world.github;
      expect(message).to.equal(
        `1 error occurred:\n\t* GET https://api.github.com/repositories/${repositoryId}/environments/prod/secrets/public-key: 404 Not Found []\n\n`,
      );
    });

    it("take exactly one value, and no empty one", async () => {
      const failures = async (more: object): Promise<string[]> =>
        (await sandbox.check(secretType, "x", { ...dev, secretName: "A", ...more })).failures;
      const missing = "one of `encrypted_value,plaintext_value,value,value_encrypted` must be specified";
      expect((await failures({}))[0]).to.equal(
        `Invalid combination of arguments. "value": ${missing}. Examine values at 'x.value'.`,
      );
      expect(await failures({})).to.have.length(4);
      expect((await failures({ value: "" }))[0]).to.include(missing);
      expect((await failures({ value: "a", plaintextValue: "b" }))[0]).to.include(
        "but `plaintext_value,value` were specified",
      );
      expect(await failures({ value: "a", keyId: "1" })).to.have.length(1);
      expect(await failures({ valueEncrypted: "no base64!" })).to.have.length(1);
      expect(await failures({ valueEncrypted: "YQ==", keyId: "1" })).to.deep.equal([]);
      expect(await failures({ value: unknownText })).to.deep.equal([]);
    });

    it("take GitHub's names only", async () => {
      const failures = async (secretName: string): Promise<string[]> =>
        (await sandbox.check(secretType, "x", { ...dev, secretName, value: "1" })).failures;
      expect(await failures("GITHUB_TOKEN")).to.deep.equal([
        "secret names must not start with the GITHUB_ prefix. Examine values at 'x.secretName'.",
      ]);
      expect(await failures("github_token")).to.have.length(1);
      expect((await failures("1A"))[0]).to.include(
        "can only contain alphanumeric characters or underscores and must not start with a number",
      );
      expect(await failures("A-B")).to.have.length(1);
      expect(await failures("lower_case")).to.deep.equal([]);
    });

    it("are silently overwritten, and change in place", async () => {
      const first = await sandbox.up(secretType, "A", { ...dev, secretName: "A", value: "1" });
      sandbox.clock.advance(60);
      const second = await sandbox.up(secretType, "B", { ...dev, secretName: "a", value: "2" });
      expect(unwrapped(second.state)).to.deep.include({ createdAt: made, updatedAt: later });
      const diff = await sandbox.diff(secretType, first.id, first.state, { ...dev, secretName: "A", value: "3" });
      expect(diff).to.deep.include({ replaces: [], details: { value: "UPDATE" } });
      const updated = await sandbox.update(secretType, first.id, first.state, { ...dev, secretName: "A", value: "3" });
      expect(unwrapped(updated)).to.deep.include({ value: "3", createdAt: made });
    });

    it("are deleted before they are replaced", async () => {
      const secret = await sandbox.up(secretType, "A", { ...dev, secretName: "A", value: "1" });
      const diff = await sandbox.diff(secretType, secret.id, secret.state, { ...dev, secretName: "B", value: "1" });
      expect(diff).to.deep.include({ replaces: ["secretName"], deleteBeforeReplace: true });
    });

    it("show a rotation behind Pulumi's back by one time stamp only", async () => {
      const secret = await sandbox.up(secretType, "A", { ...dev, secretName: "A", value: "1" });
      sandbox.clock.advance(60);
      await sandbox.control("POST", "/edit", { type: secretType, id: secret.id, path: "value", value: "2" });
      const read = await sandbox.read(secretType, secret.id, secret.state, secret.inputs);
      expect(unwrapped(read?.state)).to.deep.include({ value: "1", updatedAt: made, remoteUpdatedAt: byHand });
      expect((await sandbox.diff(secretType, secret.id, read?.state ?? {}, secret.inputs)).changes).to.equal("none");
    });

    it("fail to be deleted twice, but are gone after a refresh", async () => {
      const secret = await sandbox.up(repositorySecretType, "A", {
        repository: "agent-ops",
        secretName: "A",
        value: "1",
      });
      await sandbox.control("POST", "/remove", { type: repositorySecretType, id: secret.id });
      expect(await sandbox.read(repositorySecretType, secret.id, secret.state, secret.inputs)).to.equal(null);
      expect(await refusal(sandbox.delete(repositorySecretType, secret.id, secret.state))).to.equal(
        `deleting ${urn(repositorySecretType, "x")}: 1 error occurred:\n\t* DELETE https://api.github.com/repos/jdoe/agent-ops/actions/secrets/A: 404 Not Found []\n\n`,
      );
    });

    it("are imported without their value", async () => {
      await sandbox.up(secretType, "A", { ...dev, secretName: "A", value: "1" });
      const imported = await sandbox.read(secretType, "agent-ops:dev:A");
      expect(imported?.state).to.include({ ...dev, secretName: "A", value: null, updatedAt: made });
      expect(imported?.inputs).to.deep.equal({ ...dev, secretName: "A", __defaults: [] });
    });
  });

  describe("variables", () => {
    it("are plain, and visible to a refresh", async () => {
      const variable = await sandbox.up(variableType, "L", { ...dev, variableName: "LOG_LEVEL", value: "info" });
      const { repositoryId } = sandbox.running.world.github;
      expect(variable.state).to.deep.equal({
        ...dev,
        id: "agent-ops:dev:LOG_LEVEL",
        variableName: "LOG_LEVEL",
        value: "info",
        createdAt: made,
        updatedAt: made,
        repositoryId,
      });
      sandbox.clock.advance(60);
      await sandbox.control("POST", "/edit", { type: variableType, id: variable.id, path: "value", value: "debug" });
      const read = await sandbox.read(variableType, variable.id, variable.state, variable.inputs);
      expect(read?.state).to.include({ value: "debug", updatedAt: byHand, createdAt: made });
      expect(read?.inputs).to.include({ value: "debug" });
      expect((await sandbox.diff(variableType, variable.id, read?.state ?? {}, variable.inputs)).details).to.deep.equal(
        { value: "UPDATE" },
      );
    });

    it("conflict where one of that name exists, in any case", async () => {
      await sandbox.up(repositoryVariableType, "A", { repository: "agent-ops", variableName: "A", value: "1" });
      expect(
        await refusal(
          sandbox.up(repositoryVariableType, "B", { repository: "agent-ops", variableName: "a", value: "1" }),
        ),
      ).to.include(
        "POST https://api.github.com/repos/jdoe/agent-ops/actions/variables: 409 Already exists - Variable already exists []",
      );
    });

    it("create before they delete when the environment changes", async () => {
      const variable = await sandbox.up(variableType, "A", { ...dev, variableName: "A", value: "1" });
      const diff = await sandbox.diff(variableType, variable.id, variable.state, {
        ...variable.inputs,
        environment: "prod",
      });
      expect(diff).to.deep.include({ replaces: ["environment"], deleteBeforeReplace: false });
    });

    it("keep the planned values in the state when an update fails, as Terraform's older SDK does", async () => {
      const variable = await sandbox.up(variableType, "A", { ...dev, variableName: "A", value: "1" });
      await sandbox.control("POST", "/remove", { type: variableType, id: variable.id });
      const message = await refusal(
        sandbox.update(variableType, variable.id, variable.state, { ...variable.inputs, value: "2" }),
      );
      expect(message)
        .to.include(`updating ${urn(variableType, "x")}: 1 error occurred`)
        .and.include("PATCH")
        .and.include("404 Not Found");
    });
  });

  it("lie at the owner that the provider is configured for", async () => {
    await sandbox.configure("github", { owner: "acme" });
    const inputs = { repository: "agent-ops", variableName: "A", value: "1" };
    expect(await refusal(sandbox.up(repositoryVariableType, "A", inputs))).to.include(
      "POST https://api.github.com/repos/acme/agent-ops/actions/variables: 404",
    );
    await sandbox.configure("github", { owner: "JDoe" });
    await sandbox.up(repositoryVariableType, "A", inputs);
  });

  it("are limited in number and size", async () => {
    const secret = (name: string, value = "1") => sandbox.up(secretType, name, { ...dev, secretName: name, value });
    for (let number = 0; number < 100; number += 1) await secret(`S${number}`);
    expect(await refusal(secret("S100"))).to.include("422 Validation Failed: limit of 100 reached");
    await secret("S99", "again");
    expect(await refusal(secret("S1", "x".repeat(49_153))))
      .to.include("422")
      .and.include("too long");
    const variable = { repository: "agent-ops", variableName: "A", value: "x".repeat(49_152) };
    const made = await sandbox.up(repositoryVariableType, "A", variable);
    const longer = { ...variable, value: `${variable.value}x` };
    expect(await refusal(sandbox.update(repositoryVariableType, made.id, made.state, longer))).to.include("too long");
  });

  describe("functions", () => {
    it("know the repository, its owner and nobody else", async () => {
      const { repositoryId, ownerId } = sandbox.running.world.github;
      const repository = await sandbox.invoke("github:index/getRepository:getRepository", {
        fullName: "jdoe/agent-ops",
      });
      expect(repository).to.include({
        repoId: repositoryId,
        visibility: "public",
        private: false,
        defaultBranch: "main",
      });
      expect(await sandbox.invoke("github:index/getRepository:getRepository", { name: "other" })).to.include({
        id: "",
      });
      expect(await sandbox.invoke("github:index/getUser:getUser", { username: "" })).to.include({
        login: "jdoe",
        id: String(ownerId),
      });
      expect(await refusal(sandbox.invoke("github:index/getUser:getUser", { username: "nobody" }))).to.include(
        "/users/nobody: 404",
      );
      expect(await refusal(sandbox.invoke("github:index/getRepository:getRepository", {}))).to.include(
        "has to be provided",
      );
      expect(await refusal(sandbox.invoke("github:index/getBranch:getBranch", {}))).to.include(
        "does not model the function",
      );
    });
  });
});
