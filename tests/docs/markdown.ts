/** The documents that a person reads, and what tests look for in them. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export interface Document {
  /** Relative to the repository, for example `docs/parity.md`. */
  readonly name: string;
  readonly folder: string;
  readonly text: string;
}

export function readDocument(name: string): Document {
  const file = join(root, name);
  return { name, folder: dirname(file), text: readFileSync(file, "utf8") };
}

export function allDocuments(): readonly Document[] {
  const names = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  const top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  return [...top, ...names.map((name) => `docs/${name}`), "sandbox/README.md"].map(readDocument);
}

/** Workflows call commands, too. */
export function allWorkflows(): readonly Document[] {
  return readdirSync(join(root, ".github/workflows")).map((name) => readDocument(`.github/workflows/${name}`));
}

/** Fenced code of one language. */
export function codeBlocks({ text }: Document, language: string): readonly string[] {
  return [...text.matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)]
    .filter(([, given]) => given === language)
    .map(([, , code = ""]) => code);
}

/** Code inside a line. */
export function codeSpans(document: Document): readonly string[] {
  return [...withoutCodeBlocks(document).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** Targets of links, without those to other sites. */
export function relativeLinks(document: Document): readonly string[] {
  return [...withoutCodeBlocks(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** Anchors as GitHub makes them from headings. */
export function anchors(document: Document): readonly string[] {
  return [...withoutCodeBlocks(document).matchAll(/^#+ +(.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutCodeBlocks({ text }: Document): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, "");
}
