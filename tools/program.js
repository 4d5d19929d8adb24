// What Pulumi runs (`main` in Pulumi.yaml): brings dist/ up to date, then evaluates index.ts. An edited source is never run stale.
import { ensureFresh } from "./build.js";

await ensureFresh();

// The default export's properties become the stack's outputs.
export default await import("../dist/program.js");
