import { expect } from "chai";
import fc from "fast-check";
import { emphasis } from "../../../cli/reporters/html/emphasis.ts";
import { renderHtml } from "../../../cli/reporters/html/index.ts";
import { pageView } from "../../../cli/reporters/html/view.ts";
import { DEFAULT_OPTIONS } from "../../../cli/reporters/options.ts";
import { finding, report, value } from "./builders.ts";
import { expectGolden } from "./golden.ts";
import { hostileReport, hostileText } from "./hostile.ts";
import { cleanReport, fullReport } from "./samples.ts";

const html = (of: Parameters<typeof renderHtml>[0]) => renderHtml(of, DEFAULT_OPTIONS);
const dataOf = (page: string) =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? "null");

/** The page without its style and its script, and with the policy's hashes left out. */
const skeleton = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, "<style></style>")
    .replace(/<script>.*?<\/script>/s, "<script></script>")
    .replace(/sha256-[\w+/=]+/g, "sha256-…");

describe("HTML reporter", () => {
  it("writes the page around the data", () => {
    expectGolden("html.golden.html", skeleton(html(cleanReport())));
  });

  it("allows its own style and script by their hashes and nothing else", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html(fullReport()))?.[1]?.replaceAll("&#39;", "'");
    expect(policy).to.match(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'$/,
    );
  });

  it("asks for nothing from elsewhere", () => {
    expect(skeleton(html(fullReport()))).not.to.match(/\b(?:src|href)="(?!#|data:)|url\(|@import/);
  });

  it("gives its script a row for each finding, those that count first", () => {
    const { columns, rows } = dataOf(html(fullReport()));
    expect(columns).to.deep.equal(["dev", "staging", "prod"]);
    expect(
      rows.map((row: { severity: string; allowed: object | null }) => (row.allowed ? "allowed" : row.severity)),
    ).to.deep.equal([
      ...Array(7).fill("error"),
      ...["error", "warning"],
      ...Array(4).fill("warning"),
      "note",
      ...Array(3).fill("allowed"),
    ]);
  });

  it("shows JSON in a string indented, and keeps line breaks of text", () => {
    const of = (text: string) => {
      const change = finding("parity/different-value", "error", { path: "p", stages: { dev: value(text) } });
      const cell = pageView(report([change]), DEFAULT_OPTIONS).rows[0]?.cells[0];
      return cell?.parts?.join("") ?? cell?.text;
    };
    expect(of('{"b":[1],"a":2}')).to.equal('{\n  "a": 2,\n  "b": [\n    1\n  ]\n}');
    expect(of("one\ntwo\u202e")).to.equal("one\ntwo\\u202e");
    expect(of("{not json")).to.equal("{not json");
  });

  it("holds hostile text as text only", () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        const page = html(hostile);
        expect(skeleton(page).match(/<(?:script|img|iframe|!--)/g)).to.deep.equal(["<script", "<script"]);
        expect(dataOf(page).rows).to.deep.equal(JSON.parse(JSON.stringify(pageView(hostile, DEFAULT_OPTIONS).rows)));
      }),
      { numRuns: 60 },
    );
  });
});

describe("emphasis", () => {
  it("marks the words that differ", () => {
    expect(emphasis("app-dev-facts", "app-prod-checked")).to.deep.equal(["app-", "dev", "-", "facts"]);
    expect(emphasis("same", "same")).to.deep.equal(["same"]);
    expect(emphasis("a", "b")).to.deep.equal(["", "a"]);
  });

  it("compares only the ends of long texts", () => {
    const long = "word ".repeat(500);
    expect(emphasis(`${long}one ${long}`, `${long}two ${long}`)).to.deep.equal([long, "one", ` ${long}`]);
  });

  it("loses nothing, and marks nothing in equal texts", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, reference) => {
        expect(emphasis(text, reference).join("")).to.equal(text);
        expect(emphasis(text, text)).to.deep.equal([text]);
      }),
      { numRuns: 60 },
    );
  });
});
