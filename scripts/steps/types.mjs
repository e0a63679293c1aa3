import { tool } from './tool.mjs';

export const SIDES = [
  'src/protocol',
  'src/tag',
  'src/debug',
  'src/install',
  'src/ui',
  'src/server',
  'test',
  'e2e',
  'bench',
];

/** One side compiles with only the types it may know. */
export function types(side) {
  const memory = `build/.types/${side.replace('/', '-')}.tsbuildinfo`;
  return tool('tsc', ['-p', side, '--noEmit', '--incremental', '--tsBuildInfoFile', memory]);
}
