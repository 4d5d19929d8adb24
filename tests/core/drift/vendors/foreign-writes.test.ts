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
const window: UpdateWindow = { start: 0, end: minute };

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
    [
      "within a later update of another machine",
      write(50 * minute),
      [window, { start: 49 * minute, end: 51 * minute }],
      false,
    ],
    [
      "within an update that has not ended",
      write(90 * minute),
      [window, { start: 49 * minute, end: Number.POSITIVE_INFINITY }],
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
    fc.tuple(time, fc.nat(100 * minute)).map(([start, length]) => ({ start, end: start + length })),
  );

  it("is never somebody else's within an update, whatever else is known", () => {
    fc.assert(
      fc.property(anyWrite, anyWindows, fc.array(time), (last, windows, offsets) => {
        const around = { start: last.writtenAt - 1, end: last.writtenAt + 1 };
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
  it("gives the times of every update, of whatever kind and result", () => {
    const entry = (kind: string, result: string, startTime: string, endTime?: string) => ({
      kind,
      result,
      startTime,
      endTime,
    });
    const history = [
      entry("refresh", "succeeded", "2026-11-24T10:00:00.000Z", "2026-11-24T10:01:00.000Z"),
      entry("update", "failed", "2026-11-24T09:00:00.000Z", "2026-11-24T09:01:00.000Z"),
    ];
    expect(parseHistory(JSON.stringify(history))).to.deep.equal([
      { start: Date.parse("2026-11-24T10:00:00Z"), end: Date.parse("2026-11-24T10:01:00Z") },
      { start: Date.parse("2026-11-24T09:00:00Z"), end: Date.parse("2026-11-24T09:01:00Z") },
    ]);
  });

  it("leaves an update open that has not ended", () => {
    const startTime = "2026-11-24T10:00:00.000Z";
    const start = Date.parse(startTime);
    const open = { start, end: Number.POSITIVE_INFINITY };
    expect(parseHistory(JSON.stringify([{ startTime }]))).to.deep.equal([open]);
    const epoch = "1970-01-01T00:00:00.000Z";
    expect(parseHistory(JSON.stringify([{ startTime, endTime: epoch }]))).to.deep.equal([open]);
  });

  it("may be empty, but must be one", () => {
    expect(parseHistory("[]")).to.deep.equal([]);
    expect(parseHistory("")).to.equal(null);
    expect(parseHistory('{"error":"x"}')).to.equal(null);
    expect(parseHistory('[{"kind":"update"},7]')).to.deep.equal([]);
  });
});
