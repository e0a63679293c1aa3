import { join } from 'node:path';
import { forward } from './forward.mjs';
import { install } from './install.mjs';
import { pinnedNode } from './pinnedNode.mjs';
import { ROOT, run } from './run.mjs';

await install();
const node = pinnedNode();
const { code, output } = await run(node, [join('scripts', 'build.mjs')]);
if (output) process.stdout.write(output);
if (code !== 0) process.exit(code);
await forward(node, [join(ROOT, 'build', 'server', 'index.js'), ...process.argv.slice(2)]);
