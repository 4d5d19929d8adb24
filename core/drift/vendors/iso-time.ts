/** `2026-11-23T16:00:00Z`, as reports write it. */
export function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`;
}
