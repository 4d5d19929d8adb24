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
  ]);
});
