import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect } from "chai";
import { UserError } from "../../../core/user-error.ts";
import { FileStore } from "../../../sandbox/store/store.ts";
import { temporaryFolder } from "../support.ts";

describe("the sandbox's store", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const journal = (): string => join(folder.path, "vendors.journal");
  const refused = (): UserError => {
    try {
      FileStore.open(folder.path).close();
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error("expected the store to be refused");
  };
  const fill = (...keys: string[]): void => {
    const store = FileStore.open(folder.path);
    for (const key of keys) store.put("kind", key, { value: key });
    store.close();
  };

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it("keeps objects over a restart, in the order in which they were put", () => {
    fill("b", "a");
    const store = FileStore.open(folder.path);
    expect(store.list("kind")).to.deep.equal([
      ["b", { value: "b" }],
      ["a", { value: "a" }],
    ]);
    store.remove("kind", "b");
    store.close();
    const again = FileStore.open(folder.path);
    expect(again.get("kind", "b")).to.equal(null);
    expect(again.kinds()).to.deep.equal(["kind"]);
    again.close();
  });

  it("is readable by its owner only", () => {
    fill("a");
    expect(statSync(journal()).mode & 0o777).to.equal(0o600);
  });

  it("drops a last line that was cut off, and goes on behind it", () => {
    fill("a", "b");
    const whole = readFileSync(journal());
    for (let cut = 1; cut < 12; cut += 1) {
      writeFileSync(journal(), whole.subarray(0, whole.length - cut));
      fill("c");
      const store = FileStore.open(folder.path);
      expect(store.list("kind").map(([key]) => key)).to.deep.equal(["a", "c"]);
      store.close();
    }
  });

  it("refuses a line that does not match its checksum, naming file, line and the way out", () => {
    fill("a", "b", "c");
    const lines = readFileSync(journal(), "utf8").split("\n");
    lines[2] = lines[2]?.replace('"b"', '"x"') ?? "";
    writeFileSync(journal(), lines.join("\n"));
    const error = refused();
    expect(error.message).to.include(journal()).and.include("line 3");
    expect(error.next).to.include("npx stagekeeper sandbox reset");
  });

  it("refuses a complete line that is no record", () => {
    fill("a");
    appendFileSync(journal(), "garbage\n");
    expect(refused().message).to.include("line 3");
  });

  it("refuses another version's store", () => {
    fill("a");
    const [, ...rest] = readFileSync(journal(), "utf8").split("\n");
    const format = JSON.stringify({ format: "stagekeeper-sandbox", version: 2 });
    writeFileSync(journal(), [`${crc32(format).toString(16).padStart(8, "0")} ${format}`, ...rest].join("\n"));
    expect(refused().message).to.include("another version").and.include("line 1");
  });

  it("takes several changes as one", () => {
    const store = FileStore.open(folder.path);
    store.put("kind", "a", {});
    const before = readFileSync(journal(), "utf8").split("\n").length;
    store.commit([
      { kind: "kind", key: "a", fields: null },
      { kind: "kind", key: "b", fields: {} },
    ]);
    store.close();
    expect(readFileSync(journal(), "utf8").split("\n").length).to.equal(before + 1);
  });

  it("rewrites the journal when most of it is dead, without losing anything", () => {
    const store = FileStore.open(folder.path);
    for (let round = 0; round < 5_000; round += 1) store.put("kind", `key-${round % 10}`, { round });
    store.close();
    expect(readFileSync(journal(), "utf8").split("\n").length).to.be.lessThan(2_000);
    const again = FileStore.open(folder.path);
    expect(again.list("kind").map(([, fields]) => fields["round"])).to.deep.equal([
      4990, 4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999,
    ]);
    again.close();
  });

  it("belongs to one process at a time", () => {
    const store = FileStore.open(folder.path);
    const error = refused();
    expect(error.message).to.include("Another sandbox server").and.include(String(process.pid));
    expect(error.next).to.include(join(folder.path, "lock"));
    store.close();
    fill("a");
  });

  it("takes over a lock that a dead process left, also when its number runs again", () => {
    for (const stamp of ['{"pid":4194304,"started":null}', `{"pid":${process.pid},"started":"1"}`, "not a lock"]) {
      writeFileSync(join(folder.path, "lock"), stamp);
      fill("a");
    }
  });
});
