import { expect } from "chai";
import { parse } from "yaml";
import { parseStageConfig } from "../../core/config/parse.ts";
import { allWorkflows, codeBlocks, readDocument } from "./markdown.ts";

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string;
        readonly permissions?: unknown;
        readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
      }
    >
  >;
}

const FILES = { base: "Pulumi.yaml", stage: "Pulumi.prod.yaml" };

describe("docs/monitoring.md", () => {
  const blocks = codeBlocks(readDocument("docs/monitoring.md"), "yaml");

  it("shows a whole workflow that can take on the role, and reports last", () => {
    const whole = blocks.filter((block) => block.startsWith("name: "));
    expect(whole).to.have.lengthOf(1);
    const { etl } = (parse(whole.join()) as Workflow).jobs;
    expect(etl).to.deep.include({
      environment: "prod",
      permissions: { contents: "read", "id-token": "write" },
    });
    const steps = (etl?.steps ?? []).map(({ uses, run }) => uses?.replace(/@.*/, "") ?? run);
    expect(steps.filter((step) => step !== "node pipelines/etl.js")).to.deep.equal([
      "actions/checkout",
      "actions/setup-node",
      "npm ci",
      "aws-actions/configure-aws-credentials",
      "npx stagekeeper heartbeat prod etl",
    ]);
  });

  it("pins actions as this repository's own workflows do", () => {
    const pins = (text: string) => text.match(/[\w-]+\/[\w-]+@[\da-f]{40} # v[\d.]+/g) ?? [];
    const ours = new Set(allWorkflows().flatMap(({ text }) => pins(text)));
    const shown = blocks.flatMap(pins);
    expect(shown.length).to.be.greaterThan(3);
    expect(shown.filter((pin) => !ours.has(pin))).to.deep.equal([]);
  });

  it("shows variables that the configuration takes", () => {
    const entries = blocks.filter((block) => block.startsWith("variables:"));
    expect(entries).to.have.lengthOf(2);
    for (const block of entries) {
      const base = {
        app: "agent-ops",
        stages: ["dev", "prod"],
        github: { repository: "jdoe/agent-ops", visibility: "public" },
        aws: { region: "eu-central-1" },
        monitoring: { relay: "workflow", emails: ["jdoe@example.com"] },
        ...(parse(block) as object),
      };
      const parsed = parseStageConfig({ base, stage: "prod", files: FILES });
      expect(parsed.ok ? Object.keys(parsed.config.variables) : parsed.problems, block).to.include("PIPELINE_ROLE_ARN");
    }
  });
});
