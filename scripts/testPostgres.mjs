import { existsSync } from 'node:fs';
import { setup } from './setup.mjs';

// `npm run test:postgres`: what a store promises, on one server and on two; then collectors, a primary and its standby, all of which are
// killed at random; `-- 10` does that ten times.
// First: an old Node hands this script's own arguments to a newer one.
await setup();
const runs = process.argv[2] ?? '1';
if (!/^[1-9]\d{0,3}$/.test(runs)) {
  console.error(`tgp: "${runs}" is no number of runs: npm run test:postgres -- 10`);
  process.exit(2);
}
if (existsSync('/usr/lib/postgresql')) {
  process.env.TGP_POSTGRES_RUNS = runs;
  const projects = ['conformance', 'postgres'].flatMap(name => ['--project', name]);
  const files = ['faults/', 'conformance'].map(name => `test/server/postgres/${name}`);
  process.argv.splice(2, Infinity, 'vitest', 'run', ...projects, ...files);
  await import('./with.mjs');
} else {
  console.log(
    'skipped: there is no pg_basebackup here; install Debian’s postgresql-15 (apt install postgresql)',
  );
}
