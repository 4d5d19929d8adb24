/** Where a bundle of this package lies: beside this module's own bundle, or one folder up where this lies in a chunk. */
export function bundleUrl(name: string): URL {
  const here = new URL(".", import.meta.url);
  return new URL(name, here.pathname.endsWith("/chunks/") ? new URL("..", here) : here);
}
