import { expect } from "chai";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { commentMarker, renderMarkdown } from "../../../cli/reporters/markdown.ts";
import { code, prose } from "../../../cli/reporters/markdown-escape.ts";
import { DEFAULT_OPTIONS } from "../../../cli/reporters/options.ts";
import type { Report } from "../../../core/findings/report.ts";
import { finding, report, value } from "./builders.ts";
import { expectGolden } from "./golden.ts";
import { hostileReport, hostileText } from "./hostile.ts";
import { fullReport, incompleteReport, largeReport } from "./samples.ts";

/** GitHub's limit for the body of a comment. */
const LIMIT = 65_536;
/** What our own Markdown turns into; anything else came from a value. */
const OWN_TAGS =
  /^<\/?(?:h2|h3|p|strong|table|thead|tbody|tr|th|td|code|ul|li|br|details|summary|blockquote)(?: align="right")?(?: \/)?>$/;

const markdown = (of: Report, options: Partial<typeof DEFAULT_OPTIONS> = {}) =>
  renderMarkdown(of, { ...DEFAULT_OPTIONS, ...options });

/** As GitHub renders it, apart from mentions, which it looks for in the rendered text. */
const rendered = (text: string) =>
  micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });

function expectOnlyOwnStructure(text: string): void {
  const html = rendered(text).replace(/^<!-- stagekeeper:parity -->/, "");
  for (const [tag] of html.matchAll(/<[^>]*>/g)) expect(tag).to.match(OWN_TAGS);
  const outsideCode = html.replace(/<code>.*?<\/code>/gs, "");
  expect(outsideCode).not.to.match(/@[a-z\d]/i);
  expect(outsideCode).not.to.match(/#\d/);
  for (const [table] of html.matchAll(/<table>.*?<\/table>/gs)) {
    const rows = [...table.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) => (row.match(/<t[hd]/g) ?? []).length);
    expect(new Set(rows)).to.have.property("size", 1);
  }
}

describe("Markdown reporter", () => {
  it("writes a comment with a hidden marker, a table for each resource and what to do", () => {
    expectGolden("markdown.golden.md", markdown(fullReport()));
  });

  it("starts with the marker by which the comment is found again", () => {
    expect(markdown(fullReport(), { commentKey: "acme/prod -->" }).split("\n")[0]).to.equal(
      "<!-- stagekeeper:parity:acme/prod- -->",
    );
    expect(commentMarker("drift", "")).to.equal("<!-- stagekeeper:drift -->");
  });

  it("says first what was not checked", () => {
    expect(markdown(incompleteReport())).to.include(
      "> **Not checked: 1 stage**\n> - `prod`: the passphrase in STAGEKEEPER_PASSPHRASE_PROD is wrong",
    );
  });

  it("stays under GitHub's limit with 5,000 findings and counts what it leaves out", () => {
    const text = markdown(largeReport(5000));
    expect(text.length).to.be.within(LIMIT * 0.8, LIMIT);
    const shown = (text.match(/^### `/gm) ?? []).length;
    expect(text).to.include(`### ${1667 - shown} more resources`);
    expectOnlyOwnStructure(text);
  });

  const manyOf = (address: string) =>
    Array.from({ length: 3000 }, (_, index) => {
      const stages = { dev: value("x".repeat(100)) };
      return finding("parity/different-value", "error", { address, path: `p${index}`, stages });
    });

  it("begins a resource that is too large by itself, says how much it leaves out, and shows the others", () => {
    const small = finding("parity/different-value", "warning", { address: "t::small", stages: { dev: value(1) } });
    const text = markdown(report([...manyOf("t::one"), ...manyOf("t::two"), small]));
    expect(text.length).to.be.within(LIMIT * 0.4, LIMIT);
    const [, one = "", two = "", rest = ""] = text.split("### ");
    for (const [name, section, least] of [
      ["t::one", one, 80],
      ["t::two", two, 40],
    ] as const) {
      expect(section.startsWith(`\`${name}\`\n`)).to.equal(true);
      const rows = (section.match(/^\| ❌ \| `p\d+`/gm) ?? []).length;
      expect(rows).to.be.at.least(least);
      expect((section.match(/^- ❌/gm) ?? []).length).to.equal(rows);
      expect(section).to.include(`\n- and ${3000 - rows} more findings; the other formats show every finding.`);
    }
    expect(rest.startsWith("`t::small`\n")).to.equal(true);
    expect(text).to.not.include("more resource");
    expectOnlyOwnStructure(text);
  });

  it("counts a large resource by its type where not even its beginning fits", () => {
    const smaller = Array.from({ length: 400 }, (_, index) => {
      return finding("parity/different-value", "error", {
        address: `s::${index}`,
        stages: { dev: value("x".repeat(100)) },
      });
    });
    const large = manyOf("t::large").map((each) => ({ ...each, severity: "warning" as const }));
    const text = markdown(report([...smaller, ...large]));
    expect(text).to.include("| `t` | 1 | 0 | 3000 | 0 |").and.not.include("t::large");
  });

  it("stays under the limit when every text is as long as it can be", () => {
    const long = "@`|<".repeat(5000);
    const many = <T>(make: (index: number) => T) => Array.from({ length: 300 }, (_, index) => make(index));
    const allowed = { reason: long, owner: long, expires: null, origin: long };
    const findings = many((index) =>
      finding("parity/different-value", "error", {
        address: `${index}${long}::${long}`,
        path: long,
        message: long,
        remedy: long,
        stages: { [long]: value(long) },
        suppressed: index % 2 === 0 ? { ...allowed, origin: `${index}${long}` } : null,
      }),
    );
    const text = markdown(
      report(findings, {
        stages: many((index) => long + index),
        incomplete: many((index) => ({ stage: `${index}${long}`, reason: long })),
        notes: many(() => long),
      }),
      { title: long, commentKey: "k" },
    );
    expect(new TextEncoder().encode(text).length).to.be.at.most(LIMIT);
    expect(text).to.include("**Not checked: 300 stages**");
  });

  it("shows names and values as they are, in code", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(text.length < 1000);
        const html = rendered(`| a |\n| --- |\n| ${code(text)} |`);
        const cell = /<td><code>(.*)<\/code><\/td>/s.exec(html)?.[1] ?? "";
        expect(code(unescapeHtml(cell))).to.equal(code(text));
      }),
    );
  });

  it("shows sentences as they are", () => {
    const text = "50% of `a|b` <b> & [x](y) **c** _d_ e_f @octocat #1 https://x.example $m$ ~~z~~";
    const html = rendered(prose(text));
    expect(unescapeHtml(html.slice(3, -4)).replaceAll("\u200b", "")).to.equal(text);
  });

  it("keeps its structure, mentions nobody and runs no HTML, whatever the values hold", () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        const text = markdown(hostile);
        expect(text.length).to.be.at.most(LIMIT);
        expectOnlyOwnStructure(text);
      }),
      { numRuns: 60 },
    );
  });
});

function unescapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => names[entity] ?? entity);
}
