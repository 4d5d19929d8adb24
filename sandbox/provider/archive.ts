import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { VendorError } from "../model.ts";
import type { Asset } from "../values.ts";

type Wire = Readonly<Record<string, unknown>>;

/**
 * The files of an archive by their path inside it. An archive consists of assets and other archives, or it is a folder; an asset
 * is a text or a file (pulumi/pulumi, sdk/go/common/resource/asset and .../archive). Packed files and remote ones are refused.
 */
export function archiveFiles(archive: Asset): ReadonlyMap<string, Buffer> {
  return new Map(filesIn(archive.wire, ""));
}

/** False where the engine has left the contents out, as it does of what a state holds (pulumi/pulumi, MarshalArchive). */
export function hasContents({ wire }: Asset): boolean {
  return ["assets", "text", "path", "uri"].some((name) => wire[name] !== undefined);
}

function* filesIn(wire: Wire, path: string): Generator<readonly [path: string, content: Buffer]> {
  const { assets, text, path: file, uri } = wire;
  if (isWire(assets)) {
    for (const [name, inner] of Object.entries(assets)) {
      if (isWire(inner)) yield* filesIn(inner, posix.join(path, name));
    }
  } else if (typeof file === "string" && file !== "") yield* filesOnDisk(file, path);
  else if (typeof text === "string") yield [path, Buffer.from(text)];
  else throw new VendorError(`The sandbox does not fetch an archive from ${String(uri)}.`);
}

function* filesOnDisk(file: string, path: string): Generator<readonly [path: string, content: Buffer]> {
  if (readOrRefuse(file, () => statSync(file).isDirectory())) {
    const names = readOrRefuse(file, () => readdirSync(file)).sort();
    for (const name of names) yield* filesOnDisk(join(file, name), posix.join(path, name));
  } else if (path === "") {
    throw new VendorError(`The sandbox does not unpack ${file}: give the archive's files one by one, or as a folder.`);
  } else yield [path, readOrRefuse(file, () => readFileSync(file))];
}

function readOrRefuse<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new VendorError(
      `The archive's file ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function isWire(value: unknown): value is Wire {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
