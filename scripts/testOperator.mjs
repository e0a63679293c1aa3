import { setup } from './setup.mjs';

// `npm run test:operator`: what an operator may do to a collector, 200 times at random; one of them is had again by its seed.
// First: an old Node hands this script's own arguments to a newer one.
await setup();
process.env.TGP_OPERATOR_SEEDS ??= '200';
process.argv.splice(2, 0, 'vitest', 'run', 'test/server/operator.test.ts');
await import('./with.mjs');
