import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/** Runs npm, the one that runs this script where one does. */
export function npm(args, options = {}) {
  const { npm_execpath, npm_node_execpath } = process.env;
  if (npm_execpath && /npm-cli\.c?js$/.test(npm_execpath)) {
    const node = npm_node_execpath && existsSync(npm_node_execpath) ? npm_node_execpath : process.execPath;
    return run(node, [npm_execpath, ...args], options);
  }
  // npm is a batch file on Windows.
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
