// Two normalised trees, parsed and compared by jsondiffpatch.
import { readFileSync } from "node:fs";
import { create } from "jsondiffpatch";

const [before, after] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
console.log(Object.keys(create().diff(before, after) ?? {}).length);
