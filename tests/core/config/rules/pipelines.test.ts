import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

const etl = (silentAfterMinutes: number) => ({
  pipelines: { etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes } },
});

describe("rules for pipelines", () => {
  ruleCases([
    { when: "silence of two runs", patch: etl(60), problems: [] },
    {
      when: "silence of less than two runs",
      patch: etl(59),
      problems: [
        inBase(
          "pipelines.etl.silentAfterMinutes",
          "59",
          "at least 60, twice everyMinutes: GitHub delays and drops scheduled runs",
          "Write 60 or more.",
        ),
      ],
    },
    {
      when: "two pipelines whose URL would stand in one secret",
      patch: {
        pipelines: Object.fromEntries(
          ["sync-a", "sync_a"].map((name) => [
            name,
            { workflow: "sync.yml", everyMinutes: 30, silentAfterMinutes: 60, heartbeat: "url" },
          ]),
        ),
      },
      problems: [
        inBase(
          "pipelines.sync_a",
          '"sync_a"',
          "a name whose secret is its own: HEARTBEAT_URL_SYNC_A holds the URL of sync-a",
          "Choose another name.",
        ),
      ],
    },
  ]);
});
