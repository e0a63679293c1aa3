/** Where node:sqlite and the stripping of types are there for everybody: the same number as "engines" in package.json. */
export const NEEDED = '22.18';

/** Whether a Node of this version (`process.versions.node`) can't run the collector. Read by Nodes of any age. */
export function isOld(version) {
  const parts = version.split('.').map(Number);
  if (parts[0] !== 22 && parts[0] !== 23) return parts[0] < 22;
  return parts[1] < (parts[0] === 22 ? 18 : 6);
}
