import { expect } from "chai";
import { WASM_BYTES } from "../../../../core/parity/fast/wasm-bytes.ts";
import { wasmBytesFile } from "../../../../tools/wasm.ts";

describe("the compiled code", () => {
  it("is what its sources compile to (else: npm run wasm)", async () => {
    expect(await wasmBytesFile()).to.include(`"${WASM_BYTES}"`);
  }).timeout(60_000);
});
