// Reads all exports as any program would: the floor of a comparison that parses.
import { readFileSync } from "node:fs";

const exports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
console.log(exports.map(({ deployment }) => deployment.resources.length).join(" "));
