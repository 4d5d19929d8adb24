/** The warehouse: layers, and what DynamoDB asks of a table. */
import { nearest, orList } from "../../text/words.ts";
import { keyAttribute } from "../normalise.ts";
import type { ConfigPath } from "../path.ts";
import type { WrittenConfig } from "../schema/index.ts";
import type { KeyAttribute } from "../types.ts";
import type { Violation } from "../violation.ts";
import { givenKeys, type Rule, type RuleContext } from "./rule.ts";

type WrittenTable = WrittenConfig["warehouse"][string]["tables"][string];

const KINDS = ["tables", "buckets"] as const;

/** `from:` paths and dashboards stay clear, and a table can move between layers without a clash. */
export const nameStandsInOneLayer: Rule = (context) => {
  const owners = new Map<string, string>();
  return Object.keys(context.written.warehouse).flatMap((layer) => {
    const names = KINDS.flatMap((kind) => givenKeys(context, "warehouse", layer, kind).map((name) => ({ kind, name })));
    const violations = names.flatMap(({ kind, name }): readonly Violation[] => {
      const owner = owners.get(name);
      if (owner === undefined) return [];
      return [
        {
          path: ["warehouse", layer, kind, name],
          given: name,
          allowed: `a name that stands in one layer only; ${name} stands in ${owner} too`,
          next: "Rename one of them.",
        },
      ];
    });
    for (const { name } of names) if (!owners.has(name)) owners.set(name, layer);
    return violations;
  });
};

export const layerHoldsSomething: Rule = (context) =>
  Object.keys(context.written.warehouse)
    .filter((layer) => KINDS.every((kind) => givenKeys(context, "warehouse", layer, kind).length === 0))
    .map((layer) => ({
      path: ["warehouse", layer],
      allowed: "at least one table or bucket",
      next: "Add one, or remove the layer.",
    }));

export const onDemandHasNoUnits: Rule = (context) =>
  tablesOf(context).flatMap(({ path, table }) =>
    (["read", "write"] as const)
      .filter((unit) => table.billing === "on-demand" && table[unit] !== undefined)
      .map((unit) => ({
        path: [...path, unit],
        allowed: "nothing: billing is on-demand, which has no read and write units",
        next: `Remove ${unit}, or write billing: provisioned.`,
      })),
  );

/** An attribute has one type in a table, and a key uses it once. */
export const keysAgree: Rule = (context) => tablesOf(context).flatMap(({ path, table }) => keyViolations(path, table));

export const throttledLayersExist: Rule = (context) => {
  const known = givenKeys(context, "warehouse");
  const layers = context.written.monitoring.throttleAlarms?.layers ?? [];
  return layers.flatMap((layer, index): readonly Violation[] => {
    if (known.includes(layer)) return [];
    const near = nearest(layer, known);
    return [
      {
        path: ["monitoring", "throttleAlarms", "layers", index],
        allowed: `a layer of the warehouse: ${orList(known)}`,
        next: near === null ? null : `Did you mean ${near}?`,
      },
    ];
  });
};

function tablesOf({ written }: RuleContext): readonly { readonly path: ConfigPath; readonly table: WrittenTable }[] {
  return Object.entries(written.warehouse).flatMap(([layer, { tables }]) =>
    Object.entries(tables).map(([name, table]) => ({ path: ["warehouse", layer, "tables", name], table })),
  );
}

function keyViolations(path: ConfigPath, table: WrittenTable): readonly Violation[] {
  const types = new Map<string, KeyAttribute["type"]>();
  const schemas = [
    { path, keys: table },
    ...Object.entries(table.indexes).map(([name, keys]) => ({ path: [...path, "indexes", name], keys })),
  ];
  return schemas.flatMap(({ path: place, keys }) => {
    const hash = keyAttribute(keys.hashKey);
    const range = keys.rangeKey === null ? null : keyAttribute(keys.rangeKey);
    const twice = range?.name === hash.name ? [usedTwice(place, hash.name)] : [];
    return [
      ...typeViolation([...place, "hashKey"], hash, types),
      ...typeViolation([...place, "rangeKey"], range, types),
      ...twice,
    ];
  });
}

function typeViolation(
  path: ConfigPath,
  key: KeyAttribute | null,
  types: Map<string, KeyAttribute["type"]>,
): readonly Violation[] {
  if (key === null) return [];
  const type = types.get(key.name);
  types.set(key.name, type ?? key.type);
  if (type === undefined || type === key.type) return [];
  return [
    {
      path,
      allowed: `type ${type} for ${key.name}, as the table's other keys have it`,
      next: "Give the attribute one type.",
    },
  ];
}

function usedTwice(path: ConfigPath, name: string): Violation {
  return {
    path: [...path, "rangeKey"],
    allowed: "another attribute than the hash key",
    next: `Remove rangeKey, or name another attribute than ${name}.`,
  };
}
