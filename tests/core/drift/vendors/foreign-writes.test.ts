import { expect } from "chai";
import fc from "fast-check";
import {
  clockToleranceMs,
  isForeign,
  type LastWrite,
  mayBeForeign,
  type UpdateWindow,
} from "../../../../core/drift/vendors/foreign-writes.ts";
import { parseHistory } from "../../../../core/drift/vendors/update-history.ts";

const minute = 60_000;
/** The only update ran for a minute from 0 on, and made the resource half way. */
const created = 30_000;
const window: UpdateWindow = { start: 0, end: minute, hasSucceeded: true };
/** A later one, which says nothing of the resource in the state. */
const later: UpdateWindow = { start: 49 * minute, end: 51 * minute, hasSucceeded: true };
const failed: UpdateWindow = { ...later, hasSucceeded: false };

const write = (writtenAt: number, more: Partial<LastWrite> = {}): LastWrite => ({
  writtenAt,
  ownWriteAt: null,
  madeAt: null,
  created,
  modified: created,
  unsettled: false,
  ...more,
});

describe("whose write it was", () => {
  const cases: readonly (readonly [string, LastWrite, readonly UpdateWindow[], boolean])[] = [
    ["an hour after the only update", write(60 * minute), [window], true],
    ["within an update", write(30_000), [window], false],
    ["within the tolerance after an update", write(2 * minute), [window], false],
    ["just outside of it", write(2 * minute + 1), [window], true],
    ["within a later update that did not touch it", write(50 * minute), [window, later], true],
    ["within a minute of one that did not touch it", write(51.5 * minute), [window, later], true],
    ["within a later update that failed: it may have written more than it noted", write(50 * minute), [failed], false],
    [
      "within a later update, where the state knows no time of the resource",
      write(50 * minute, { ownWriteAt: 20_000, created: null, modified: null }),
      [later],
      false,
    ],
    [
      "within an update that has not ended",
      write(90 * minute),
      [window, { start: 49 * minute, end: Number.POSITIVE_INFINITY, hasSucceeded: false }],
      false,
    ],
    [
      "before the state's last change, which followed it",
      write(10 * minute, { modified: 20 * minute }),
      [window],
      false,
    ],
    ["an hour after, without any history", write(60 * minute), [], true],
    ["beside the state's last change, without any history", write(21 * minute, { modified: 20 * minute }), [], false],
    ["long before an import", write(-1_000_000 * minute), [], false],
    [
      "of a resource of which the state knows no time",
      write(60 * minute, { created: null, modified: null }),
      [window],
      false,
    ],
    ["of an operation that was interrupted", write(60 * minute, { unsettled: true }), [window], false],
    ["GitHub's own time of the provider's write", write(60 * minute, { ownWriteAt: 60 * minute }), [], false],
    ["later than GitHub's time of it", write(60 * minute, { ownWriteAt: created }), [], true],
    ["later than that, within an update: GitHub answers late", write(40_000, { ownWriteAt: 20_000 }), [window], false],
    [
      "later than that, within the update of GitHub's time, though a later one noted a change of the resource",
      write(4 * minute, { ownWriteAt: 3 * minute, created: -90 * minute, modified: 50 * minute }),
      [{ ...window, end: 5 * minute }, later],
      false,
    ],
    [
      "later than that, within a later update that did not touch it",
      write(50 * minute, { ownWriteAt: 20_000 }),
      [window, later],
      true,
    ],
    [
      "later than that, beside the state's last change, without any history",
      write(40 * minute, { ownWriteAt: 20_000, modified: 40.5 * minute }),
      [],
      false,
    ],
    ["earlier than that: GitHub's clock never goes back", write(-60 * minute, { ownWriteAt: created }), [], false],
    [
      "of a Vercel variable that was never changed, on a wrong clock",
      write(60 * minute, { madeAt: 60 * minute }),
      [],
      false,
    ],
    ["of a Vercel variable that was changed an hour later", write(60 * minute, { madeAt: 20_000 }), [window], true],
  ];
  for (const [title, last, windows, expected] of cases) {
    it(`${expected ? "somebody else's" : "not somebody else's"}: ${title}`, () => {
      expect(isForeign(last, windows, [])).to.equal(expected);
    });
  }

  it("is nobody's where one of the clocks may explain it", () => {
    const late = write(60 * minute);
    expect(isForeign(late, [window], [59 * minute]), "the vendor's clock is ahead").to.equal(false);
    expect(isForeign(late, [window], [5 * minute]), "by too little").to.equal(true);
    expect(isForeign(late, [window], [0])).to.equal(true);
  });

  it("needs no history where the state alone explains it", () => {
    expect(mayBeForeign(write(60 * minute, { ownWriteAt: 60 * minute }))).to.equal(false);
    expect(mayBeForeign(write(created + clockToleranceMs))).to.equal(false);
    expect(mayBeForeign(write(created + clockToleranceMs + 1))).to.equal(true);
  });

  const time = fc.integer({ min: -1_000 * minute, max: 1_000 * minute });
  const anyWrite = fc.record({
    writtenAt: time,
    ownWriteAt: fc.option(time),
    madeAt: fc.option(time),
    created: fc.option(time),
    modified: fc.option(time),
    unsettled: fc.boolean(),
  });
  const anyWindows = fc.array(
    fc
      .tuple(time, fc.nat(100 * minute), fc.boolean())
      .map(([start, length, hasSucceeded]) => ({ start, end: start + length, hasSucceeded })),
  );

  it("is never somebody else's within an update that failed, whatever else is known", () => {
    fc.assert(
      fc.property(anyWrite, anyWindows, fc.array(time), (last, windows, offsets) => {
        const around = { start: last.writtenAt - 1, end: last.writtenAt + 1, hasSucceeded: false };
        expect(isForeign(last, [...windows, around], offsets)).to.equal(false);
      }),
    );
  });

  it("only ever becomes less certain with more updates and more clocks", () => {
    fc.assert(
      fc.property(anyWrite, anyWindows, anyWindows, fc.array(time), (last, some, more, offsets) => {
        if (isForeign(last, [...some, ...more], offsets)) {
          expect(isForeign(last, some, [])).to.equal(true);
          expect(mayBeForeign(last)).to.equal(true);
        }
      }),
    );
  });
});

describe("the history of updates", () => {
  const entry = (kind: string, result: string) => ({
    kind,
    result,
    startTime: "2026-11-24T10:00:00.000Z",
    endTime: "2026-11-24T10:01:00.000Z",
  });
  const [start, end] = [Date.parse("2026-11-24T10:00:00Z"), Date.parse("2026-11-24T10:01:00Z")];

  it("gives the times of every update, and whether it succeeded", () => {
    const history = [entry("update", "succeeded"), entry("update", "failed"), entry("destroy", "failed")];
    expect(parseHistory(JSON.stringify(history))).to.deep.equal([
      { start, end, hasSucceeded: true },
      { start, end, hasSucceeded: false },
      { start, end, hasSucceeded: false },
    ]);
  });

  it("leaves out what writes to no vendor, but not what it does not know", () => {
    const reading = ["refresh", "preview", "rename", "import", "resource-import"];
    expect(parseHistory(JSON.stringify(reading.map((kind) => entry(kind, "failed"))))).to.deep.equal([]);
    expect(parseHistory(JSON.stringify([entry("novelty", "failed")]))?.length).to.equal(1);
  });

  it("leaves an update open that has not ended", () => {
    const open = { start, end: Number.POSITIVE_INFINITY, hasSucceeded: false };
    const { endTime: _, ...unended } = entry("update", "in-progress");
    expect(parseHistory(JSON.stringify([unended]))).to.deep.equal([open]);
    const epoch = "1970-01-01T00:00:00.000Z";
    expect(parseHistory(JSON.stringify([{ ...unended, result: "succeeded", endTime: epoch }]))).to.deep.equal([open]);
  });

  it("may be empty, but must be one", () => {
    expect(parseHistory("[]")).to.deep.equal([]);
    expect(parseHistory("")).to.equal(null);
    expect(parseHistory('{"error":"x"}')).to.equal(null);
    expect(parseHistory('[{"kind":"update"},7]')).to.deep.equal([]);
  });
});
