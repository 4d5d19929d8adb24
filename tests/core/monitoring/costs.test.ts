import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { parseAccountConfig } from "../../../core/config/account.ts";
import { parseStageConfig } from "../../../core/config/parse.ts";
import { formatProblems } from "../../../core/config/problems-text.ts";
import {
  type CostLine,
  costOf,
  decryptions,
  monitoringCosts,
  relayCallsUsd,
  usedInAll,
} from "../../../core/monitoring/costs.ts";
import { RELAY_SECRETS_FRESH_MS, RELAY_SECRETS_RETRY_MS } from "../../../core/monitoring/relay-limits.ts";
import { readDocument } from "../../docs/markdown.ts";

const FILES = { base: "Pulumi.yaml", stage: "Pulumi.prod.yaml" };
const STAGES = ["dev", "staging", "prod"] as const;

describe("what monitoring costs", () => {
  it("is nothing for the example", () => {
    expect(costsOf().map((line) => [line.what, costOf(line)])).to.deep.equal(costsOf().map(({ what }) => [what, 0]));
  });

  it("stands in docs/costs.md, stage by stage", () => {
    const rows = readDocument("docs/costs.md").text.match(/^\|.*\|$/gm) ?? [];
    const table = rows.filter((row) => row.split("|").length === 10).slice(2);
    const expected = costsOf().map((line) => {
      const { what, used, free, price } = line;
      const counts = [...STAGES, "account"].map((name) => shown(used[name] ?? 0));
      const cells = [
        what,
        ...counts,
        shown(usedInAll(line)),
        shown(free),
        `${exact(price.usd)} for ${shown(price.for)}`,
      ];
      return `| ${cells.join(" | ")} |`;
    });
    const total = costsOf().reduce((sum, line) => sum + costOf(line), 0);
    expect(table.slice(0, -1)).to.deep.equal(expected);
    expect(table.at(-1)).to.equal(`| **USD** |${` **${shown(total)}** |`.repeat(5)} | |`);
  });

  it("says there what a flood of calls costs", () => {
    const usd = relayCallsUsd(1_000_000);
    expect(usd).to.be.closeTo(0.2 + 50_000 * 0.0000133334 + (6e8 / 1024 ** 3) * 0.5, 1e-9);
    expect(readDocument("docs/costs.md").text).to.include(`each million calls costs about ${cents(usd)} USD`);
  });

  it("shows there what is refused", () => {
    const example = exampleBase();
    const base = { ...example, monitoring: { ...example["monitoring"], throttleAlarms: { stages: ["prod"] } } };
    const parsed = parseStageConfig({ base, stage: "prod", files: FILES });
    const [, ...lines] = parsed.ok ? [] : formatProblems(parsed.problems).split("\n\n");
    expect(lines).to.have.lengthOf(1);
    expect(readDocument("docs/costs.md").text).to.include(lines.join());
  });

  it("counts what is beyond the free units, in all stages together", () => {
    const production = { tables: { facts: { hashKey: "pk", write: 9, indexes: { byDay: { hashKey: "day" } } } } };
    const warehouse = { production };
    const monitoring = { emails: ["a@example.com", "b@example.com", "c@example.com", "d@example.com"] };
    const changed = costsOf({ warehouse, monitoring, variables: {} });
    const writes = lineOf(changed, "DynamoDB write units");
    expect(writes.used).to.deep.equal({ dev: 18, staging: 18, prod: 18, account: 0 });
    expect(costOf(writes)).to.be.closeTo((54 - 25) * 0.00065 * 720, 1e-9);
    expect(costOf(lineOf(changed, "e-mails"))).to.be.closeTo((1_200 - 1_000) * 0.00002, 1e-9);
  });

  it("has a decryption for each secret that the relay reads", () => {
    const monitoring = exampleBase()["monitoring"];
    const decrypted = (more: object) => {
      const line = lineOf(costsOf({ monitoring: { ...monitoring, ...more } }), "decryptions of the relay's secrets");
      return [line.used["account"], costOf(line)];
    };
    expect(decrypted({})).to.deep.equal([8_640, 0]);
    expect(decrypted({ chat: true })).to.deep.equal([17_280, 0]);
    expect(decrypted({ webhookSecretGeneration: 2 })).to.deep.equal([17_280, 0]);
    const [count, usd] = decrypted({ webhookSecretGeneration: 7, chat: true });
    expect(count).to.equal(25_920);
    expect(usd).to.be.closeTo(0.01776, 1e-9);
  });

  it("shows the bounds of decryptions in docs/costs.md", () => {
    const { text } = readDocument("docs/costs.md");
    for (const secrets of [1, 2, 3]) {
      const { called, forged } = decryptions(secrets);
      const usd = ((10 * forged - 20_000) * 0.03) / 10_000;
      const [row] = text.match(new RegExp(`^\\| ${secrets}[ :].*\\|$`, "m")) ?? [];
      const cells = [called, forged, 10 * forged].map(shown);
      expect(row?.split(" | ").slice(1)).to.deep.equal([...cells, `${cents(usd)} |`]);
    }
    expect(text).to.include(`after ${RELAY_SECRETS_RETRY_MS / 1_000} seconds`);
    expect(text).to.include(`every ${RELAY_SECRETS_FRESH_MS / 60_000} minutes at most`);
  });

  it("has no relay's share where there is no relay", () => {
    const without = costsOf({ monitoring: { relay: "workflow" } });
    const shares = without.filter(({ what }) => /relay|log/.test(what)).map(usedInAll);
    expect(shares).to.deep.equal([0, 0, 0, 0]);
    expect(lineOf(without, "alarm metrics").used["account"]).to.equal(0);
  });
});

function costsOf(changes: object = {}): readonly CostLine[] {
  const base = { ...exampleBase(), ...changes };
  const stages = STAGES.map((stage) => {
    const parsed = parseStageConfig({ base, stage, files: FILES });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.config;
  });
  const account = parseAccountConfig({ base, files: FILES });
  if (!account.ok) throw new Error(JSON.stringify(account.problems));
  return monitoringCosts(stages, account.config);
}

function exampleBase(): Readonly<Record<string, object>> {
  const text = readFileSync(new URL("../../../Pulumi.yaml", import.meta.url), "utf8");
  return parse(text).config["stagekeeper:base"].value;
}

function lineOf(lines: readonly CostLine[], what: string): CostLine {
  const line = lines.find((one) => one.what === what);
  if (line === undefined) throw new Error(`there is no line ${what}`);
  return line;
}

function shown(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

function exact(usd: number): string {
  return usd.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}

function cents(usd: number): string {
  return usd.toLocaleString("en-US", { maximumFractionDigits: 2 });
}
