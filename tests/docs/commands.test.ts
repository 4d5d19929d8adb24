import { expect } from "chai";
import type { Command } from "commander";
import type { Host } from "../../cli/adapters/host.ts";
import { buildProgram } from "../../cli/program.ts";
import { allDocuments, allWorkflows, codeBlocks, codeSpans } from "./markdown.ts";

const program = buildProgram(silentHost(), () => undefined);

describe("commands in the documents", () => {
  for (const document of allDocuments()) {
    const written = [...codeBlocks(document, "sh"), ...codeBlocks(document, "yaml"), ...codeSpans(document)];
    const commands = new Set(written.flatMap(stagekeeperCalls));
    for (const command of commands) {
      it(`${document.name}: ${command}`, () => expect(problemOf(command.split(/\s+/))).to.equal(null));
    }
  }

  for (const { name, text } of allWorkflows()) {
    for (const command of new Set(stagekeeperCalls(text.replaceAll(/\\\n\s*/g, "")))) {
      it(`${name}: ${command}`, () => expect(problemOf(command.split(/\s+/))).to.equal(null));
    }
  }

  it("would be told where they do not exist", () => {
    expect(problemOf(["praity"])).to.equal("there is no command praity");
    expect(problemOf(["sandbox", "upp"])).to.equal("there is no command upp");
    expect(problemOf(["parity", "--sorce", "recorded"])).to.equal("parity has no flag --sorce");
    expect(problemOf(["sandbox", "reset", "now"])).to.equal("reset takes no argument now");
    expect(problemOf(["sandbox", "run", "--", "pulumi", "--any"])).to.equal(null);
  });
});

/** What stands behind `npx stagekeeper`, up to a comment, the end of the quotes around it, or the next command. */
function stagekeeperCalls(text: string): readonly string[] {
  return [...text.matchAll(/npx stagekeeper +([^\n#`]+)/g)].map(([, rest = ""]) => {
    const [own = ""] = rest.split(/ && | \| |;|'$/);
    return own.trim();
  });
}

/** Follows the words through the command tree; null where each of them means something. */
function problemOf(words: readonly string[]): string | null {
  let command: Command = program;
  let argumentsLeft = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--") return null;
    if (word.startsWith("-")) {
      const [name = ""] = word.split("=");
      const option = command.options.find(({ long, short }) => long === name || short === name);
      if (option === undefined && !["--help", "-h"].includes(name)) return `${command.name()} has no flag ${name}`;
      if (option?.required && !word.includes("=")) at += 1;
    } else if (command.commands.length > 0) {
      const found = command.commands.find((one) => one.name() === word);
      if (found === undefined) return `there is no command ${word}`;
      command = found;
      const variadic = command.registeredArguments.some((argument) => argument.variadic);
      argumentsLeft = variadic ? Number.POSITIVE_INFINITY : command.registeredArguments.length;
    } else {
      if (argumentsLeft === 0) return `${command.name()} takes no argument ${word}`;
      argumentsLeft -= 1;
    }
  }
  return null;
}

function silentHost(): Host {
  const terminal = { isInteractive: false, hasColour: false, columns: 80, stream: process.stderr };
  return {
    env: {},
    cwd: "",
    home: "",
    print: () => undefined,
    log: () => undefined,
    stdout: terminal,
    stderr: terminal,
    now: () => new Date(0),
  };
}
