import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";

const mark = "stagekeeper-run";

/**
 * A resolve hook without state: what a module of the program imports belongs to the same run as the module itself, so
 * that each stage evaluates the program's own files afresh. Installed packages keep their one instance.
 */
const hook = `
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  const run = context.parentURL && new URL(context.parentURL).searchParams.get(${JSON.stringify(mark)});
  if (!run || !resolved.url.startsWith("file:") || resolved.url.includes("/node_modules/")) return resolved;
  const url = new URL(resolved.url);
  url.searchParams.set(${JSON.stringify(mark)}, run);
  return { ...resolved, url: url.href };
}`;

let isRegistered = false;
let runs = 0;

/** Evaluates a program's main file as if for the first time, whether it is an ES module or CommonJS. */
export async function importAfresh(file: string): Promise<unknown> {
  if (!isRegistered) register(`data:text/javascript,${encodeURIComponent(hook)}`, import.meta.url);
  isRegistered = true;
  forgetCommonJs(file);
  runs += 1;
  const url = pathToFileURL(file);
  url.searchParams.set(mark, String(runs));
  return import(url.href);
}

function forgetCommonJs(file: string): void {
  const { cache } = createRequire(file);
  for (const name of Object.keys(cache)) if (!name.includes("/node_modules/")) delete cache[name];
}
