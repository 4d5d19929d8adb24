import { FileStore } from "../../../sandbox/store/store.ts";

/** Writes, and now and then rewrites its journal, until it is killed; a number is printed when its write has been acknowledged. */
const store = FileStore.open(process.argv[2] ?? "");
for (let number = 0; ; number += 1) {
  store.put("kind", `key-${number % 50}`, { number, padding: "x".repeat(number % 5_000) });
  if (number % 97 === 0) store.compact();
  process.stdout.write(`${number}\n`);
}
