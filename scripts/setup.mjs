import { realpathSync } from 'node:fs';
import { forward } from './forward.mjs';
import { install } from './install.mjs';
import { pinnedNode } from './pinnedNode.mjs';

/** Installs what is missing and sees to it that the calling script runs with the pinned Node. */
export async function setup() {
  await install();
  const node = pinnedNode();
  if (realpathSync(node) !== realpathSync(process.execPath)) await forward(node, process.argv.slice(1));
}
