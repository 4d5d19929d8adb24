import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

const oneLayer = (name: string, layer: string) =>
  `a name that stands in one layer only; ${name} stands in ${layer} too`;
const table = (settings: object) => ({ warehouse: { lake: { tables: { facts: settings } } } });

describe("rules for the warehouse", () => {
  ruleCases([
    {
      when: "a table and a bucket of one name in one layer",
      patch: { warehouse: { lake: { buckets: { facts: {} } } } },
      problems: [],
    },
    {
      when: "a name in two layers, table or bucket",
      patch: { warehouse: { mart: { tables: { facts: { hashKey: "pk" }, landing: { hashKey: "pk" } } } } },
      problems: [
        inBase("warehouse.mart.tables.facts", '"facts"', oneLayer("facts", "lake"), "Rename one of them."),
        inBase("warehouse.mart.tables.landing", '"landing"', oneLayer("landing", "lake"), "Rename one of them."),
      ],
    },
    {
      when: "a layer without tables and buckets",
      patch: { warehouse: { mart: {} } },
      problems: [inBase("warehouse.mart", "{}", "at least one table or bucket", "Add one, or remove the layer.")],
    },
    { when: "provisioned units", patch: table({ read: 5, write: 2 }), problems: [] },
    { when: "on-demand billing", patch: table({ billing: "on-demand" }), problems: [] },
    {
      when: "units of an on-demand table",
      patch: table({ billing: "on-demand", read: 5, write: 2 }),
      problems: [
        inBase(
          "warehouse.lake.tables.facts.read",
          "5",
          "nothing: billing is on-demand, which has no read and write units",
          "Remove read, or write billing: provisioned.",
        ),
        inBase(
          "warehouse.lake.tables.facts.write",
          "2",
          "nothing: billing is on-demand, which has no read and write units",
          "Remove write, or write billing: provisioned.",
        ),
      ],
    },
    {
      when: "an index that uses the table's keys with their types",
      patch: table({
        rangeKey: { name: "day", type: "N" },
        indexes: { byDay: { hashKey: { name: "day", type: "N" }, rangeKey: "pk" } },
      }),
      problems: [],
    },
    {
      when: "an attribute with two types",
      patch: table({ rangeKey: { name: "day", type: "N" }, indexes: { byDay: { hashKey: "day" } } }),
      problems: [
        inBase(
          "warehouse.lake.tables.facts.indexes.byDay.hashKey",
          '"day"',
          "type N for day, as the table's other keys have it",
          "Give the attribute one type.",
        ),
      ],
    },
    {
      when: "one attribute as both keys",
      patch: table({ rangeKey: "pk" }),
      problems: [
        inBase(
          "warehouse.lake.tables.facts.rangeKey",
          '"pk"',
          "another attribute than the hash key",
          "Remove rangeKey, or name another attribute than pk.",
        ),
      ],
    },
    {
      when: "throttle alarms of a layer that exists",
      patch: { monitoring: { throttleAlarms: { layers: ["lake"] } } },
      problems: [],
    },
    {
      when: "throttle alarms of layers that do not exist",
      patch: { monitoring: { throttleAlarms: { layers: ["lakes", "production"] } } },
      problems: [
        inBase(
          "monitoring.throttleAlarms.layers[0]",
          '"lakes"',
          "a layer of the warehouse: lake",
          "Did you mean lake?",
        ),
        inBase("monitoring.throttleAlarms.layers[1]", '"production"', "a layer of the warehouse: lake"),
      ],
    },
  ]);
});
