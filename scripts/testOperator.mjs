// `npm run test:operator`: what an operator may do to a collector, 200 times at random; one of them is had again by its seed.
process.env.TGP_OPERATOR_SEEDS ??= '200';
process.argv.splice(2, 0, 'vitest', 'run', 'test/server/operator.test.ts');
await import('./with.mjs');
