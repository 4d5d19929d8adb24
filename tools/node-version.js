const required = [20, 19];

/**
 * @param {string} version for example "20.19.1"
 * @returns {string | undefined} what is wrong with it and what to do, or nothing
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > required[0] || (major === required[0] && minor >= required[1])) return undefined;
  return `stagekeeper needs Node ${required.join(".")} or later; this is Node ${version}.\n  Next: install a current Node (https://nodejs.org), then run this again.`;
}
