import { join } from 'node:path';
import { forward } from './forward.mjs';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';
import { BINARIES } from './steps/tool.mjs';

// `node scripts/with.mjs vitest run test/tag`: an installed tool, with a Node that is new enough for it.
await setup();
const [name, ...args] = process.argv.slice(2);
await forward(process.execPath, [join(ROOT, 'node_modules', BINARIES[name]), ...args]);
