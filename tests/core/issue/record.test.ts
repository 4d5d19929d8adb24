import { expect } from "chai";
import fc from "fast-check";
import { type IssueRecord, isAbout, readMarker, writeMarker } from "../../../core/issue/record.ts";
import { hostileText } from "../../cli/reporters/hostile.ts";

const record: IssueRecord = {
  project: "agent-ops",
  stack: "prod",
  condition: "drift",
  driftSince: "2026-11-24T04:17:00Z",
  failingSince: null,
  checkedAt: "2026-11-24T05:17:00Z",
  run: "123.1",
  findings: "0123456789abcdef",
};

describe("the marker of a living issue", () => {
  it("is one hidden line that can be read by a person, too", () => {
    expect(writeMarker(record)).to.equal(
      '<!-- stagekeeper:living-drift {"version":1,"project":"agent-ops","stack":"prod","condition":"drift","driftSince":"2026-11-24T04:17:00Z","failingSince":null,"checkedAt":"2026-11-24T05:17:00Z","run":"123.1","findings":"0123456789abcdef"} -->',
    );
  });

  it("gives back what was written, and never ends early, whatever the names are", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (project, stack) => {
        const marker = writeMarker({ ...record, project, stack });
        expect(marker.slice(4, -3)).to.not.match(/--|>|[^ -~]/);
        expect(readMarker(`${marker}\n\ntext`)).to.deep.equal({ ...record, project, stack });
      }),
    );
  });

  it("counts in the first line only, with either line end", () => {
    const marker = writeMarker(record);
    expect(readMarker(`${marker}\r\n\r\ntext`)).to.deep.equal(record);
    expect(readMarker(`text\n${marker}`)).to.equal(null);
    expect(readMarker(` ${marker}`)).to.equal(null);
    expect(readMarker(`\`${marker}\``)).to.equal(null);
    expect(readMarker("")).to.equal(null);
  });

  it("is nothing where a field is missing or it is no JSON; a later version's further fields are no matter", () => {
    const marker = writeMarker(record);
    expect(readMarker(marker.replace('"run":"123.1",', ""))).to.equal(null);
    expect(readMarker(marker.replace('"drift"', '"other"'))).to.equal(null);
    expect(readMarker(marker.replace("{", ""))).to.equal(null);
    expect(readMarker(marker.replace('"version":1', '"version":2,"more":[]'))).to.deep.equal(record);
  });

  it("tells stacks of one name in two projects apart", () => {
    expect(isAbout(record, { project: "agent-ops", stack: "prod" })).to.equal(true);
    expect(isAbout(record, { project: "other", stack: "prod" })).to.equal(false);
    expect(isAbout(record, { project: "agent-ops", stack: "acme/agent-ops/prod" })).to.equal(false);
  });
});
