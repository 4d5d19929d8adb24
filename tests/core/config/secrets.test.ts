import { expect } from "chai";
import { type SecretNames, validateSecrets } from "../../../core/config/secrets.ts";
import { configOf, FILES } from "./example.ts";

const config = (secrets: object, patch: object = {}, stage = "prod") => configOf({ ...patch, secrets }, { stage });
const names = (given: Partial<SecretNames>) => ({ configured: [], environment: [], ...given });
const check = (one: ReturnType<typeof config>, given: Partial<SecretNames>) =>
  validateSecrets(one, names(given), FILES);
const to = ["github"];

describe("secrets of a stage", () => {
  it("are complete where each has its value in the place declared", () => {
    const complete = { configured: ["A"], environment: ["STAGEKEEPER_SECRET_PROD_B", "PATH"] };
    expect(check(config({ A: { to }, B: { to, from: "env" } }), complete)).to.deep.equal([]);
  });

  it("that are missing come with the exact command, for the stage's own stack", () => {
    const stages = ["dev", { name: "prod", stack: "acme/shop/live" }];
    expect(check(config({ API_KEY: { to } }, { stages }), {})).to.deep.equal([
      {
        path: "stagekeeper:secrets.API_KEY",
        file: "Pulumi.prod.yaml",
        given: null,
        allowed: "a value: the configuration declares the secret API_KEY",
        next: "Set it: pulumi config set --stack acme/shop/live --secret --path 'stagekeeper:secrets.API_KEY'",
      },
    ]);
  });

  it("from the environment that are missing name the variable", () => {
    expect(check(config({ API_KEY: { to, from: "env" } }), {})).to.deep.equal([
      {
        path: "stagekeeper:base.secrets.API_KEY",
        file: "Pulumi.yaml",
        given: null,
        allowed:
          "a value in the environment variable STAGEKEEPER_SECRET_PROD_API_KEY: the secret is declared with from: env",
        next: "Set STAGEKEEPER_SECRET_PROD_API_KEY, or remove from: env and run: pulumi config set --stack prod --secret --path 'stagekeeper:secrets.API_KEY'",
      },
    ]);
  });

  it("that are configured but not declared are refused", () => {
    const [near, far] = check(config({ API_KEY: { to } }), { configured: ["API_KEY", "API_KEI", "OTHER"] });
    const remove = (name: string) => `remove it: pulumi config rm --stack prod --path 'stagekeeper:secrets.${name}'`;
    expect(near).to.deep.equal({
      path: "stagekeeper:secrets.API_KEI",
      file: "Pulumi.prod.yaml",
      given: null,
      allowed: "secrets that the configuration declares",
      next: `Did you mean API_KEY? Declare it under secrets in Pulumi.yaml, or ${remove("API_KEI")}`,
    });
    expect(far?.next).to.equal(`Declare it under secrets in Pulumi.yaml, or ${remove("OTHER")}`);
  });

  it("that are configured beside from: env are refused, as they would never be read", () => {
    const given = { configured: ["A"], environment: ["STAGEKEEPER_SECRET_PROD_A"] };
    expect(check(config({ A: { to, from: "env" } }), given)).to.deep.equal([
      {
        path: "stagekeeper:secrets.A",
        file: "Pulumi.prod.yaml",
        given: null,
        allowed: "nothing: A is declared with from: env",
        next: "Remove from: env, or remove it: pulumi config rm --stack prod --path 'stagekeeper:secrets.A'",
      },
    ]);
  });

  it("in the environment without the declaration are refused", () => {
    const given = { configured: ["A"], environment: ["STAGEKEEPER_SECRET_PROD_A", "STAGEKEEPER_SECRET_PROD_B"] };
    const problem = (variable: string, next: string) => ({
      path: variable,
      file: "environment",
      given: null,
      allowed: "only secrets of prod that are declared with from: env",
      next,
    });
    expect(check(config({ A: { to } }), given)).to.deep.equal([
      problem(
        "STAGEKEEPER_SECRET_PROD_A",
        "Unset STAGEKEEPER_SECRET_PROD_A, or write from: env at stagekeeper:base.secrets.A in Pulumi.yaml.",
      ),
      problem(
        "STAGEKEEPER_SECRET_PROD_B",
        "Unset STAGEKEEPER_SECRET_PROD_B, or declare B with from: env under secrets in Pulumi.yaml.",
      ),
    ]);
  });

  it("of other stages in the environment are theirs, also where one stage's name begins another's", () => {
    const stages = ["eu", "eu-prod", "prod"];
    const environment = ["STAGEKEEPER_SECRET_EU_PROD_KEY", "STAGEKEEPER_SECRET_PROD_KEY", "STAGEKEEPER_SECRET_QA_KEY"];
    expect(check(config({}, { stages }, "eu"), { environment })).to.deep.equal([]);
    expect(check(config({}, { stages }, "eu-prod"), { environment }).map(({ path }) => path)).to.deep.equal([
      "STAGEKEEPER_SECRET_EU_PROD_KEY",
    ]);
    expect(check(config({ PROD_KEY: { to, from: "env" } }, { stages }, "eu"), { environment })).to.deep.equal([]);
  });
});
