import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { allDocuments, anchors, type Document, relativeLinks } from "./markdown.ts";

describe("links in the documents", () => {
  for (const document of allDocuments()) {
    it(`of ${document.name} lead to something`, () => {
      expect(relativeLinks(document).filter((target) => !leadsSomewhere(document, target))).to.deep.equal([]);
    });
  }

  it("are found, and broken ones are told", () => {
    const text =
      "# A heading, here\n[ok](#a-heading-here) [gone](#gone) [file](gone.md)\n```\n[code](ignored.md)\n```\n";
    const document = { name: "x.md", folder: ".", text };
    expect(relativeLinks(document).filter((target) => !leadsSomewhere(document, target))).to.deep.equal([
      "#gone",
      "gone.md",
    ]);
  });
});

function leadsSomewhere(document: Document, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? null : join(document.folder, path);
  if (file !== null && !existsSync(file)) return false;
  if (anchor === undefined) return true;
  if (file === null) return anchors(document).includes(anchor);
  if (statSync(file).isDirectory()) return false;
  const other = allDocuments().find(({ folder, name }) => join(folder, name.split("/").at(-1) ?? "") === file);
  return other !== undefined && anchors(other).includes(anchor);
}
