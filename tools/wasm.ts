/**
 * Compiles core/parity/fast/assembly and writes core/parity/fast/wasm-bytes.ts, so that neither a build nor a test needs the
 * compiler. A test checks that it is current.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const SOURCE = "core/parity/fast/assembly/index.ts";
const FILE = fileURLToPath(new URL("../core/parity/fast/wasm-bytes.ts", import.meta.url));
const OPTIONS = [
  ...["--outFile", "out.wasm", "-O3", "--noAssert"],
  // No heap, no collector: the callers lay out the memory, and bring it along.
  ...["--runtime", "stub", "--importMemory", "--enable", "simd", "--enable", "bulk-memory"],
];

/** The text of the generated file. */
export async function wasmBytesFile(): Promise<string> {
  let bytes: Uint8Array = new Uint8Array();
  const { error, stderr } = await asc.main(
    [SOURCE, ...OPTIONS, "--baseDir", fileURLToPath(new URL("..", import.meta.url))],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") bytes = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(bytes).toString("base64");
  return `/** Written by \`npm run wasm\` from assembly/: ${bytes.length} bytes. */\nexport const WASM_BYTES =\n  "${text}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await wasmBytesFile());
