import { expect } from "chai";
import { RefreshEvents } from "../../../core/drift/refresh-events.ts";
import { eventsOf, linesOf, QUEUE, VARIABLE } from "./state.ts";

const urn = (name: string, type = QUEUE) => `urn:pulumi:prod::app::${type}::${name}`;
const side = (outputs: object) => ({ inputs: {}, outputs });

describe("the engine's events", () => {
  it("keep of what changed how the provider says it, and what the vendor has", () => {
    const update = {
      op: "update",
      urn: urn("a"),
      old: side({ n: 1 }),
      new: { inputs: { n: 2 }, outputs: { n: 2 } },
      diffs: ["n"],
      detailedDiff: { "n.m": {} },
    };
    const { changes } = eventsOf(linesOf([update, { op: "update", urn: urn("b"), new: side({}), detailedDiff: null }]));
    expect(changes).to.deep.equal([
      { urn: urn("a"), op: "update", changed: ["n"], paths: ["n.m"], inputs: { n: 2 }, outputs: { n: 2 } },
      { urn: urn("b"), op: "update", changed: [], paths: null, inputs: {}, outputs: {} },
    ]);
  });

  it("keep what is gone, and nothing of what is unchanged", () => {
    const events = eventsOf(
      linesOf([
        { op: "delete", urn: urn("a"), old: side({ n: 1 }) },
        { op: "same", urn: urn("b") },
      ]),
    );
    expect(events.changes.map(({ urn: of, op }) => [of, op])).to.deep.equal([[urn("a"), "delete"]]);
    expect(events.counts).to.deep.equal({ delete: 1, same: 1 });
    expect(events.summary).to.deep.equal({ result: "succeeded", counts: { delete: 1, same: 1 } });
  });

  it("keep of an unchanged resource only what the program leaves open and what has moved", () => {
    const same = (name: string, type: string, before: object, after: object) => ({
      op: "same",
      urn: urn(name, type),
      type,
      old: side(before),
      new: side(after),
    });
    const { changes, counts } = eventsOf(
      linesOf([
        same("a", VARIABLE, { comment: "" }, { comment: "x" }),
        same("b", VARIABLE, { comment: "" }, { comment: "" }),
        same("c", VARIABLE, { key: "a" }, { key: "b" }),
        same("d", QUEUE, { comment: "" }, { comment: "x" }),
      ]),
    );
    expect(changes.map((change) => change.urn)).to.deep.equal([urn("a", VARIABLE)]);
    expect(counts).to.deep.equal({ same: 4 });
  });

  it("count an old copy that waits to be deleted, and keep nothing of it: its URN is that of the resource in its place", () => {
    const old = { ...side({ comment: "a" }), delete: true };
    const type = VARIABLE;
    const { changes, counts } = eventsOf(
      linesOf([
        { op: "same", urn: urn("a", type), type, old: side({}), new: side({}) },
        { op: "delete", urn: urn("a", type), type, old },
        {
          op: "update",
          urn: urn("a", type),
          type,
          old,
          new: { ...old, ...side({ comment: "b" }) },
          diffs: ["comment"],
        },
        { op: "same", urn: urn("a", type), type, old, new: { ...old, ...side({ comment: "b" }) } },
      ]),
    );
    expect(changes).to.deep.equal([]);
    expect(counts).to.deep.equal({ same: 2, delete: 1, update: 1 });
  });

  it("may be mixed with what a program prints, and with lines that look like events", () => {
    const [first = "", ...rest] = linesOf([{ op: "same", urn: urn("a") }]);
    const events = eventsOf([
      "hello",
      '{"sequence": 1, ',
      '{"resOutputsEvent":{"metadata":{"op":"update"}}}',
      "[]",
      "",
      first,
      ...rest,
    ]);
    expect(events.counts).to.deep.equal({ same: 1 });
    expect(events.summary?.counts).to.deep.equal({ same: 1 });
  });

  it("read names as they are: a quote, a type in a name", () => {
    const name = 'x","type":"vercel:index/project:Project';
    const events = eventsOf(linesOf([{ op: "same", urn: urn(name) }]));
    expect(events.counts).to.deep.equal({ same: 1 });
    expect(events.changes).to.deep.equal([]);
  });

  it("tell whether the engine began, and keep errors with their resource, but not without end", () => {
    const events = new RefreshEvents();
    expect(events.began).to.equal(false);
    for (let index = 0; index < 50; index++) {
      events.line(
        JSON.stringify({
          sequence: index,
          diagnosticEvent: { urn: index === 0 ? "" : urn(index < 30 ? "a" : "b"), severity: "error", message: "no" },
        }),
      );
      events.line(JSON.stringify({ sequence: index, diagnosticEvent: { severity: "warning", message: "hm" } }));
    }
    expect(events.began).to.equal(true);
    expect(events.errors).to.have.length(20);
    expect(events.unread, "all of them").to.deep.equal([urn("a"), urn("b")]);
    expect(events.errors.slice(0, 2)).to.deep.equal([
      { urn: null, message: "no" },
      { urn: urn("a"), message: "no" },
    ]);
    expect(events.summary).to.equal(null);
  });
});
