/**
 * Reads an export in the form of `pulumi stack export` without parsing it: where its resources and their parts lie. An export of
 * 100,000 resources is longer than the longest string of V8, and JSON.parse makes several times its size of objects.
 */
import { type PendingOperation, readState } from "../state.ts";
import { parseUrn } from "../urn.ts";
import { isTree } from "../values.ts";
import { TO_DECODE } from "./assembly/layout.ts";
import { type ByteSource, memorySource } from "./byte-source.ts";
import { IndentedDeployment } from "./indented-deployment.ts";
import { IndentedResource } from "./indented-resource.ts";
import { PartTable } from "./part-table.ts";
import { ResourceTexts } from "./resource-texts.ts";
import { countOf, type ScannedExport, scanExport } from "./scanned-export.ts";

/** Stands for the resources when what is around them is parsed. */
const MARK = '"resources"';

/**
 * null where the export has another form, or anything is wrong with it: then it has to be parsed as a whole. `scanned` is what a
 * scan of the same bytes has noted.
 */
export function readIndented(source: ByteSource, scanned = scanExport(source)): IndentedDeployment | null {
  if (!scanned) return null;
  const inputs = scanned.kept ? memorySource(scanned.kept) : source;
  const resources = resourcesOf(scanned, new PartTable(scanned.parts, inputs, source));
  const pending = resources && readAround(source, scanned, resources[0]);
  return pending && new IndentedDeployment(resources, pending, scanned, inputs);
}

/** null where one has no URN, as far as the scan could not tell. */
function resourcesOf(scanned: ScannedExport, parts: PartTable): readonly IndentedResource[] | null {
  const texts = new ResourceTexts(scanned);
  const tables = { texts, parts };
  const resources: IndentedResource[] = [];
  const count = countOf(scanned);
  for (let index = 0; index < count; index++) {
    if ((texts.flags(index) & TO_DECODE) !== 0 && !parseUrn(texts.urn(index))) return null;
    resources.push(new IndentedResource(tables, index));
  }
  return resources;
}

/** What stands before and after the resources is small, and read as any export is. null where it is no export. */
function readAround(
  source: ByteSource,
  { head, end }: ScannedExport,
  first: IndentedResource | undefined,
): readonly PendingOperation[] | null {
  const tail = Buffer.alloc(source.size - end);
  source.read(tail, end);
  let around: unknown;
  try {
    around = JSON.parse(`${head}${MARK}${tail.toString("utf8")}`);
  } catch {
    return null;
  }
  const deployment = isTree(around) ? around["deployment"] : undefined;
  const list: unknown = isTree(deployment) ? deployment["resources"] : undefined;
  if (!isTree(around) || !isTree(deployment) || !Array.isArray(list) || list[0] !== JSON.parse(MARK)) return null;
  const state = readState({ ...around, deployment: { ...deployment, resources: [{ urn: first?.urn }] } });
  return state.ok ? state.deployment.pending_operations : null;
}
