import { join } from 'node:path';
import { findNode } from './findNode.mjs';
import { forward } from './forward.mjs';
import { install } from './install.mjs';
import { ROOT } from './run.mjs';

// The sources run as they are, and what browsers load is in dist/: nothing is built.
const [node] = await Promise.all([findNode(), install({ all: false })]);
await forward(node, [join(ROOT, 'src', 'server', 'bin.mjs'), ...process.argv.slice(2)]);
