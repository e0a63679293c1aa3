import { tool } from './tool.mjs';

/** All files are as the formatter would write them. */
export function format() {
  return tool('biome', ['format', '--max-diagnostics=none', '.']);
}
