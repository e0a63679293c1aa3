import { tool } from './tool.mjs';

/** No file breaks a lint rule; the rules hold the import rule of the folders too. */
export function lint() {
  return tool('biome', [
    'check',
    '--formatter-enabled=false',
    '--error-on-warnings',
    '--max-diagnostics=none',
    '.',
  ]);
}
