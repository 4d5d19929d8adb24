// Two normalised trees, parsed and compared by microdiff.
import { readFileSync } from "node:fs";
import diff from "microdiff";

const [before, after] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
console.log(diff(before, after).length);
