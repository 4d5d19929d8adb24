/** Commands inside a sentence, so that each format can show them in a way that can be copied. */
import { width, wrap } from "./text.ts";

export interface Piece {
  readonly isCommand: boolean;
  readonly text: string;
}

const VERB = "(?:up|refresh|preview|cancel|state delete|stack export)";
/** As our sentences quote for a shell: in single quotes, a single quote as `'\''`. */
const QUOTED = String.raw`'[^']*'(?:\\''[^']*')*`;
/** What the sentence goes on with, a full stop or a comma, is no part of the word. */
const WORD = String.raw`[\w./@:+-]*[\w/@:+-]`;
const OPTION = ` --(?:(?:stack|replace) (?:${QUOTED}|${WORD})|[a-z][a-z-]*)`;
const COMMAND = new RegExp(`\\bpulumi ${VERB}\\b(?:${OPTION}| ${QUOTED})*`, "g");

/** The sentence in pieces that make it up again: what stands in commands, and what stands between them. */
export function piecesOf(sentence: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: command, index } of sentence.matchAll(COMMAND)) {
    if (index > end) pieces.push({ isCommand: false, text: sentence.slice(end, index) });
    pieces.push({ isCommand: true, text: command });
    end = index + command.length;
  }
  if (end < sentence.length) pieces.push({ isCommand: false, text: sentence.slice(end) });
  return pieces;
}

/** Stands for a space inside a command while its sentence is wrapped; text that is visible has no such sign. */
const UNBROKEN_SPACE = "\u00a0";
/** A bracket and a full stop behind a command. */
const ROOM_FOR_SIGNS = 2;

/**
 * Lines of at most the given columns, none of which ends inside a command. A command that is longer has a line to itself, as
 * long as it is: a terminal that breaks it still copies it as one.
 */
export function wrapAroundCommands(sentence: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let prose = "";
  let standsAlone = false;
  for (const { isCommand, text } of piecesOf(sentence)) {
    if (!isCommand) prose += standsAlone ? text.replace(/^[.,;:]\s*/, "") : text;
    else if (width(text) <= columns - ROOM_FOR_SIGNS) prose += text.replaceAll(" ", UNBROKEN_SPACE);
    else {
      lines.push(...wrapProse(prose, columns), text);
      prose = "";
    }
    standsAlone = isCommand && prose === "";
  }
  return [...lines, ...wrapProse(prose, columns)];
}

function wrapProse(prose: string, columns: number): readonly string[] {
  const text = prose.trim();
  return text === "" ? [] : wrap(text, columns).map((line) => line.replaceAll(UNBROKEN_SPACE, " "));
}
