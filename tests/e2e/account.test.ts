import { expect } from "chai";
import { TestProject } from "./support/project.ts";

interface StateResource {
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: unknown;
}

/** One project, told as a story: each step stands on the one before it. */
describe("the account stack in the sandbox, with the real engine", function () {
  this.timeout(180_000);
  const project = new TestProject();
  const secrets: string[] = [];
  after(() => project.remove());

  it("deploys, and finds nothing to change and nothing drifted in a second up", async () => {
    await succeed("up", "--stack", "account", "--yes");
    await succeed("up", "--stack", "account", "--yes", "--expect-no-changes");
    await succeed("refresh", "--stack", "account", "--preview-only", "--expect-no-changes");
  });

  it("keeps the webhook's secret closed in state, and no path of this machine there", async () => {
    secrets.push(await webhookSecret(1));
    expect(secrets[0]).to.match(/^[\w-]{43}$/);
    const state = (await succeed("stack", "export", "--stack", "account")).stdout;
    expect(state).not.to.include(secrets[0]);
    const values = JSON.stringify((await resources()).map(({ inputs, outputs }) => [inputs, outputs]));
    expect(values).not.to.include(process.cwd()).and.not.to.include(project.folder);
    expect(values).to.include("STAGEKEEPER_RELAY");
  });

  it("rotates the webhook's secret: one more that is accepted, and the webhook signs with it", async () => {
    await upWithGeneration(2);
    secrets.push(await webhookSecret(2));
    expect(await webhookSecret(1)).to.equal(secrets[0]);
    expect(secrets[1]).not.to.equal(secrets[0]);
    expect(await hookSecret()).to.equal(secrets[1]);
    await succeed("up", "--stack", "account", "--yes", "--expect-no-changes");
  });

  it("lets go of the secret before the last, though all else is protected", async () => {
    await upWithGeneration(3);
    const names = (await resources())
      .map(({ urn }) => urn.split("::").at(-1))
      .filter((name) => /^webhook-secret/.test(name ?? ""));
    expect(names.sort()).to.deep.equal(["webhook-secret-2", "webhook-secret-3"]);
    expect(await webhookSecret(2)).to.equal(secrets[1]);
  });

  async function upWithGeneration(generation: number): Promise<void> {
    project.edit("Pulumi.account.yaml", (document) => {
      document.setIn(["config", "stagekeeper:stage"], { monitoring: { webhookSecretGeneration: generation } });
    });
    await succeed("up", "--stack", "account", "--yes");
  }

  async function succeed(...args: string[]) {
    const outcome = await project.pulumi(...args);
    expect(outcome.code, outcome.all).to.equal(0);
    return outcome;
  }

  async function resources(): Promise<readonly StateResource[]> {
    const opened = await succeed("stack", "export", "--stack", "account", "--show-secrets");
    return JSON.parse(opened.stdout).deployment.resources;
  }

  async function webhookSecret(generation: number): Promise<string> {
    return plaintext((await inputsOf(`webhook-secret-${generation}`))["value"]);
  }

  async function hookSecret(): Promise<string> {
    const { configuration } = await inputsOf("RepositoryWebhook::relay");
    return plaintext((configuration as Readonly<Record<string, unknown>>)["secret"]);
  }

  async function inputsOf(ending: string): Promise<StateResource["inputs"]> {
    const found = (await resources()).find(({ urn }) => urn.endsWith(ending));
    return found?.inputs ?? {};
  }
});

function plaintext(value: unknown): string {
  return JSON.parse((value as { plaintext: string }).plaintext);
}
