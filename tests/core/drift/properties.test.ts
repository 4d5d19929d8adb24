import { expect } from "chai";
import fc from "fast-check";
import type { RefreshedResource } from "../../../core/drift/refresh-events.ts";
import { deploymentOf, driftOf, PROJECT, QUEUE, recorded, refreshed, UNKNOWN_TYPE } from "./state.ts";

type Values = Readonly<Record<string, unknown>>;

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const scalar = fc.oneof(word, fc.integer({ min: 1, max: 99 }), fc.boolean());
const jsonText = fc.dictionary(word, scalar, { minKeys: 1, maxKeys: 3 }).map((value) => JSON.stringify(value));
const leaf = fc.oneof(scalar, jsonText, fc.constantFrom(null, "", [], {}));
const value = fc.oneof(
  leaf,
  fc.array(word, { minLength: 1, maxLength: 4 }),
  fc.dictionary(word, leaf, { minKeys: 1, maxKeys: 4 }),
  fc.array(fc.dictionary(word, scalar, { minKeys: 1, maxKeys: 3 }), { minLength: 1, maxLength: 3 }),
);
const properties = fc.dictionary(word, value, { minKeys: 1, maxKeys: 8 });
const resource = fc.record({ type: fc.constantFrom(QUEUE, PROJECT, UNKNOWN_TYPE), inputs: properties });
const stack = fc.array(resource, { minLength: 1, maxLength: 6 });
const precision = fc.constantFrom("paths", "names", "nothing");
const place = fc.constantFrom("both", "inputs");

/** One change at a place within the value, and the path of the finding from the value on. */
function edited(of: unknown): { readonly value: unknown; readonly below: string } {
  if (typeof of === "boolean") return { value: !of, below: "" };
  if (typeof of === "number") return { value: of + 1, below: "" };
  if (typeof of === "string" && of.startsWith("{")) return { value: '{"other":[1]}', below: "" };
  if (typeof of === "string") return { value: `${of}!`, below: "" };
  if (Array.isArray(of) && of.length > 0) return { value: [...of, "added!"], below: `[${of.length}]` };
  if (typeof of === "object" && of !== null && Object.keys(of).length > 0)
    return { value: { ...of, "added!": "x" }, below: '["added!"]' };
  return { value: "set!", below: "" };
}

/** The same as another time and another version of a provider writes it. */
function rewritten(of: unknown): unknown {
  if (of === null) return [];
  if (of === "") return null;
  if (typeof of === "number") return String(of);
  if (typeof of === "string" && of.startsWith("{")) {
    const entries = Object.entries(JSON.parse(of)).reverse();
    return JSON.stringify(Object.fromEntries(entries), null, 2);
  }
  if (Array.isArray(of))
    return of.length === 0 ? {} : of.map((item) => (typeof item === "object" ? rewritten(item) : item));
  if (typeof of === "object") {
    const entries = Object.entries(of).reverse();
    return Object.fromEntries([
      ...entries.map(([key, member]) => [key, rewritten(member)]),
      ["unset", null],
      ["__meta", 1],
    ]);
  }
  return of;
}

/** `seen` is where the vendor's values stand: in both, or in the inputs alone, beside outputs without anything. */
function draftsOf(
  resources: readonly { readonly type: string; readonly inputs: Values }[],
  actualOf: (inputs: Values, index: number) => Values,
  saying: (index: number) => Partial<RefreshedResource>,
  seen: "both" | "inputs" = "both",
) {
  const states = resources.map(({ type, inputs }, index) =>
    recorded({ type, name: `r${index}`, inputs, ...(seen === "inputs" ? { outputs: { arn: "arn" } } : {}) }),
  );
  const changes = states.map((state, index) => {
    const { changed = [], paths = null } = saying(index);
    const actual = actualOf(state.inputs ?? {}, index);
    const outputs = seen === "inputs" ? { arn: "arn" } : { ...actual, arn: "arn:new", updatedAt: "now" };
    return refreshed(state, outputs, { changed, paths, inputs: actual });
  });
  return driftOf(deploymentOf(...states), changes)?.drafts ?? [];
}

describe("drift properties", () => {
  it("a state is no drift of itself, however little its provider says", () => {
    fc.assert(
      fc.property(stack, (resources) => {
        expect(
          draftsOf(
            resources,
            (inputs) => structuredClone(inputs),
            () => ({}),
          ),
        ).to.deep.equal([]);
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it("noise is no drift, whatever the provider names", () => {
    fc.assert(
      fc.property(stack, precision, place, (resources, says, seen) => {
        const names = (index: number) => Object.keys(resources[index]?.inputs ?? {});
        const drafts = draftsOf(
          resources,
          (inputs) => rewritten(inputs) as Values,
          (index) => ({
            changed: says === "nothing" ? [] : names(index),
            paths: says === "paths" ? names(index) : null,
          }),
          seen,
        );
        expect(drafts).to.deep.equal([]);
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it("n planted changes are exactly n findings, at their places", () => {
    fc.assert(
      fc.property(stack, fc.infiniteStream(fc.boolean()), precision, place, (resources, coins, says, seen) => {
        const planted = resources.map(({ inputs }) => {
          const chosen = Object.keys(inputs).filter(() => coins.next().value);
          return new Map(chosen.map((name) => [name, edited(inputs[name])]));
        });
        const drafts = draftsOf(
          resources,
          (inputs, index) => ({
            ...inputs,
            ...Object.fromEntries([...(planted[index] ?? [])].map(([name, edit]) => [name, edit.value])),
          }),
          (index) => {
            const places = [...(planted[index] ?? [])];
            return {
              changed: says === "nothing" ? [] : places.map(([name]) => name),
              paths: says === "paths" ? places.map(([name, { below }]) => `${name}${below}`) : null,
            };
          },
          seen,
        );
        const found = drafts.map(({ address, path }) => `${address} ${path}`).sort();
        const expected = planted.flatMap((edits, index) =>
          [...edits].map(([name, { below }]) => `${resources[index]?.type}::r${index} ${name}${below}`),
        );
        expect(found).to.deep.equal(expected.sort());
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});
