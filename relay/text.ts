/** Text from outside, made fit to be shown: names of workflows, branches and projects are whatever somebody typed. */

/** Controls, line breaks, and what turns or hides text: bidirectional marks, zero-width and unassigned characters, halves of pairs. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]+/gu;

/** One line that shows what it holds, of at most so many characters. */
export function oneLine(text: string, most = 120): string {
  const line = text.replace(unprintable, " ").replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join("")}…`;
}

/**
 * The same in printable ASCII, as the subject of a message to SNS has to be
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). Letters lose their accents, all else becomes `?`.
 */
export function asciiLine(text: string, most: number): string {
  const plain = oneLine(text.normalize("NFKD").replace(/\p{M}+/gu, ""), text.length + 1).replace(/[^ -~]/gu, "?");
  return plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`;
}

/** The link where it is one that people can follow with trust in where it leads: https, and no name or password in it. */
export function safeLink(link: string | null): string | null {
  if (link === null || link.length > 1_000 || !URL.canParse(link)) return null;
  const url = new URL(link);
  return url.protocol === "https:" && url.username === "" && url.password === "" ? url.href : null;
}

/** `2026-11-24 10:03 UTC`. */
export function minute(time: number): string {
  return `${new Date(time).toISOString().slice(0, -8).replace("T", " ")} UTC`;
}
