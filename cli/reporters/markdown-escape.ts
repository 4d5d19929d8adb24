/** Text from elsewhere inside GitHub's Markdown: it never becomes structure, a link, a mention or HTML. */
import { visible } from "./text.ts";

/** Splits what GitHub would turn into a link or a mention: `@name`, `#12`, `https://...`, `www.`. */
const ZERO_WIDTH_SPACE = "&#8203;";

/** What can start emphasis, code, a link, HTML, a table's cell, mathematics or an entity. An underscore inside a word cannot. */
const STRUCTURE = /[\\`*[\]<>|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** A sentence, for the middle of a line. */
export function prose(text: string): string {
  return visible(text)
    .replace(STRUCTURE, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/(?<!&)#/g, `#${ZERO_WIDTH_SPACE}`)
    .replaceAll("@", `@${ZERO_WIDTH_SPACE}`)
    .replaceAll("://", `:${ZERO_WIDTH_SPACE}//`)
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}&#46;`);
}

/**
 * A name or a value, in code type, where GitHub makes neither links nor mentions. Backticks where the text allows; a
 * pipe would end the table's cell and a backslash would hide that pipe, so such text stands in HTML, every sign encoded.
 */
export function code(text: string): string {
  const shown = visible(text);
  if (shown.trim() === shown && shown !== "" && !/[`|\\]/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`;
}
