import { realpathSync } from 'node:fs';
import { findNode } from './findNode.mjs';
import { forward } from './forward.mjs';
import { install } from './install.mjs';

/** Installs what is missing and sees to it that the calling script runs with a Node that is new enough. */
export async function setup() {
  const [node] = await Promise.all([findNode(), install({ all: true })]);
  if (realpathSync(node) !== realpathSync(process.execPath)) await forward(node, process.argv.slice(1));
}
