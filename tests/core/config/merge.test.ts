import { expect } from "chai";
import fc from "fast-check";
import { isMap, mergeLayers } from "../../../core/config/merge.ts";
import { layerOf } from "../../../core/config/problems.ts";

const merge = (base: unknown, overrides: unknown) => mergeLayers(base, overrides).value;

/** Trees of maps without null; the letters make keys meet. */
const key = fc.constantFrom("a", "b", "c", "__proto__", "constructor");
const scalar = fc.oneof(
  fc.integer(),
  fc.string({ maxLength: 3 }),
  fc.boolean(),
  fc.array(fc.integer(), { maxLength: 2 }),
);
const { tree } = fc.letrec<{ tree: Record<string, unknown>; node: unknown }>((tie) => ({
  tree: fc.dictionary(key, tie("node"), { maxKeys: 3 }),
  node: fc.oneof({ maxDepth: 3 }, scalar, tie("tree")),
}));

describe("merging a stage's overrides over the base", () => {
  it("merges maps, replaces scalars and lists", () => {
    const base = { a: { x: 1, y: [1, 2, 3] }, b: "kept" };
    expect(merge(base, { a: { x: 2, y: [4], z: true } })).to.deep.equal({ a: { x: 2, y: [4], z: true }, b: "kept" });
  });

  it("removes what is null, and nothing else", () => {
    expect(merge({ a: { x: 1, y: 2 }, b: 3 }, { a: { x: null }, b: null, c: null })).to.deep.equal({ a: { y: 2 } });
  });

  it("leaves the base as it is where the stage has no overrides", () => {
    const base = { a: null };
    expect(merge(base, undefined)).to.equal(base);
    expect(merge(base, null)).to.equal(base);
  });

  it("lets a map replace a scalar and a scalar a map", () => {
    expect(merge({ a: 1, b: { x: 1 } }, { a: { x: 1 }, b: 1 })).to.deep.equal({ a: { x: 1 }, b: 1 });
  });

  it("treats a date as a scalar", () => {
    const date = new Date(0);
    expect(isMap(date)).to.equal(false);
    expect(merge({ a: { x: 1 } }, { a: date })).to.deep.equal({ a: date });
  });

  it("keeps hostile keys as ordinary keys and leaves prototypes alone", () => {
    const overrides: unknown = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    );
    const merged = merge({ a: 1 }, overrides);
    expect(Object.keys(merged as object)).to.have.members(["a", "__proto__", "constructor"]);
    expect(Object.getPrototypeOf(merged)).to.equal(Object.prototype);
    expect(({} as Record<string, unknown>)["polluted"]).to.equal(undefined);
  });

  it("knows the layer of every value", () => {
    const { origins } = mergeLayers(
      { a: { x: 1, y: 1 }, gone: 1, list: [1] },
      { a: { y: 2, z: { deep: 3 } }, gone: null },
    );
    const layers = [
      ["a", "x"],
      ["a", "y"],
      ["a", "z"],
      ["a", "z", "deep"],
      ["a", "z", "missing"],
      ["a"],
      ["gone"],
      ["list", 0],
    ];
    expect(layers.map((path) => layerOf(origins, path))).to.deep.equal([
      "base",
      "stage",
      "stage",
      "stage",
      "stage",
      "base",
      "stage",
      "base",
    ]);
  });

  describe("for any trees", () => {
    it("an empty stage changes nothing, an empty base adds nothing", () => {
      fc.assert(
        fc.property(tree, (one) => {
          expect(merge(one, {})).to.deep.equal(one);
          expect(merge({}, one)).to.deep.equal(one);
        }),
      );
    });

    it("merging a stage twice is merging it once", () => {
      fc.assert(
        fc.property(tree, tree, (one, other) => {
          const once = merge(one, other);
          expect(merge(once, other)).to.deep.equal(once);
        }),
      );
    });

    it("the order of grouping does not matter while no map meets a scalar", () => {
      // Where a scalar stands between two maps, it cuts off the first in one order and not in the other.
      const { maps } = fc.letrec<{ maps: Record<string, unknown>; node: unknown }>((tie) => ({
        maps: fc.record({ leaf: scalar, inner: tie("node") as fc.Arbitrary<unknown> }, { requiredKeys: [] }),
        node: fc.oneof({ maxDepth: 3 }, fc.constant({}), tie("maps")),
      }));
      fc.assert(
        fc.property(maps, maps, maps, (one, two, three) => {
          expect(merge(merge(one, two), three)).to.deep.equal(merge(one, merge(two, three)));
        }),
      );
    });

    it("null in place of a key removes exactly this key", () => {
      fc.assert(
        fc.property(tree, key, (one, removed) => {
          const { value } = mergeLayers(one, Object.fromEntries([[removed, null]]));
          const kept = Object.entries(one).filter(([name]) => name !== removed);
          expect(value).to.deep.equal(Object.fromEntries(kept));
        }),
      );
    });

    it("neither layer is changed", () => {
      fc.assert(
        fc.property(tree, tree, (one, other) => {
          const before = JSON.stringify([one, other]);
          merge(one, other);
          expect(JSON.stringify([one, other])).to.equal(before);
        }),
      );
    });
  });
});
