import { join } from 'node:path';
import { findNode } from './findNode.mjs';
import { forward } from './forward.mjs';
import { install } from './install.mjs';
import { ROOT } from './run.mjs';

// The sources run as they are, and what browsers load is in dist/: nothing is built.
const [node] = await Promise.all([findNode(), install({ all: false })]);
// Its threads share what they give back: 8 MB less are held while nothing happens (glibc; others take no notice).
process.env.MALLOC_ARENA_MAX ??= '1';
await forward(node, [join(ROOT, 'src', 'server', 'bin.mjs'), ...process.argv.slice(2)]);
