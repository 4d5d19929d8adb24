import { expect } from "chai";
import { configOf } from "./example.ts";

const implied = (patch: unknown, overrides: unknown = {}) => configOf(patch, { overrides }).allowances;

const allowance = (address: string, path: string | null, onlyIn: readonly string[], origin: string) => ({
  code: null,
  address,
  path,
  stages: [],
  reason: `configuration: ${origin}`,
  owner: "configuration",
  expires: null,
  origin,
  onlyIn,
});

const pipeline = (stages?: readonly string[]) => ({
  pipelines: { etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 480, ...(stages && { stages }) } },
});
const previews = (...stages: string[]) => ({ vercel: { projects: { web: { previews: { stages } } } } });

describe("allowances that lists of stages imply", () => {
  it("cover the heartbeat alarm of a pipeline", () => {
    expect(implied(pipeline(["prod"]))).to.deep.equal([
      allowance(
        "aws:cloudwatch/metricAlarm:MetricAlarm::etl-heartbeat",
        null,
        ["prod"],
        "stagekeeper:base.pipelines.etl.stages",
      ),
    ]);
  });

  it("cover the preview switch of a Vercel project", () => {
    expect(implied(previews("dev"))).to.deep.equal([
      allowance(
        "vercel:index/project:Project::web",
        "previewDeploymentsDisabled",
        ["dev"],
        "stagekeeper:base.vercel.projects.web.previews.stages",
      ),
    ]);
  });

  it("cover the targets of the bindings that a project with previews gets, by the names that they are declared under", () => {
    const variables = {
      A: { value: "1", to: ["vercel.web"] },
      B: { value: "1", to: ["vercel.admin", "vercel.web"] },
      C: { value: "1", to: ["github", "vercel.admin"] },
    };
    const targets = implied({ vercel: { projects: { web: { previews: { stages: ["dev"] } }, admin: {} } }, variables })
      .filter(({ path }) => path === "targets")
      .map(({ address }) => address?.split("::").at(-1));
    expect(targets).to.deep.equal(["A", "web.B"]);
  });

  it("cover the secret with the URL of a pipeline that pings one, where GitHub keeps it", () => {
    const pinging = { etl: { ...pipeline(["prod"]).pipelines.etl, heartbeat: "url" } };
    const addresses = (patch: object) => implied({ pipelines: pinging, ...patch }).map(({ address }) => address);
    expect(addresses({})).to.deep.equal([
      "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret::HEARTBEAT_URL_ETL",
    ]);
    expect(addresses({ github: { visibility: "private" } })).to.deep.equal([
      "github:index/actionsSecret:ActionsSecret::HEARTBEAT_URL_ETL",
    ]);
    expect(addresses({ secrets: { HEARTBEAT_URL_ETL: { to: ["github"] } } })).to.deep.equal([]);
  });

  it("cover the alarms of the tables in the layers named, or in all", () => {
    const mart = { mart: { tables: { sums: { hashKey: "pk" } } } };
    const addresses = (throttleAlarms: object) =>
      implied({ warehouse: mart, monitoring: { throttleAlarms } }).map(({ address }) => address);
    expect(addresses({ stages: ["prod"], layers: ["mart", "mart"] })).to.deep.equal([
      "aws:cloudwatch/metricAlarm:MetricAlarm::sums-throttled",
      "aws:cloudwatch/metricAlarm:MetricAlarm::sums-system-errors",
    ]);
    expect(addresses({ stages: ["prod"], systemErrors: [] })).to.deep.equal([
      "aws:cloudwatch/metricAlarm:MetricAlarm::facts-throttled",
      "aws:cloudwatch/metricAlarm:MetricAlarm::sums-throttled",
    ]);
    expect(addresses({ layers: ["mart"] })).to.deep.equal([]);
  });

  it("come from the stage's file where the list stands there", () => {
    expect(implied({}, pipeline(["prod"])).map(({ origin }) => origin)).to.deep.equal([
      "stagekeeper:stage.pipelines.etl.stages",
    ]);
  });

  it("are none where the list names all stages or no stage, or is left out", () => {
    expect([
      implied(pipeline(["dev", "prod"])),
      implied(pipeline([])),
      implied(pipeline()),
      implied(previews()),
    ]).to.deep.equal([[], [], [], []]);
  });
});
