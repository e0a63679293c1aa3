import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

// A bound on what hangs, not on what is slow: a busy machine takes its time.
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };

// A process that loads the collector, or makes a page, for each file would do little else.
const SHARED = { isolate: false };

// What a collector in a process of its own does when it is killed, stopped or has no disk. These take longest.
const DURABILITY = ['killed', 'slowDisk', 'stopped', 'diskFull'].map(name => `test/server/${name}.test.ts`);

// With a PostgreSQL server of their own, which is started for them.
const POSTGRES = ['test/server/postgres/**/*.test.ts'];
const ON_POSTGRES = { globalSetup: 'test/support/postgres/globalSetup.ts', ...SHARED, ...PATIENT };

// By far the longest file: a project of its own begins with it.
const CONFORMANCE = ['test/server/postgres/conformance.test.ts'];

// What a collector promises whatever keeps its events, over PostgreSQL: all that isn't about SQLite's file, its processes, or no store.
const OVER_POSTGRES = [
  ...['access', 'ads', 'api', 'collect', 'jobs', 'served'].map(part => `test/server/${part}/**/*.test.ts`),
  ...['openapi/conformance', 'openapi/violations', 'ownHosts', 'safeHeaders'].map(
    name => `test/server/http/${name}.test.ts`,
  ),
  ...['contracts', 'hostile', 'largeEvents', 'prefix', 'unwritableLog'].map(
    name => `test/server/${name}.test.ts`,
  ),
];

// They load the machine themselves.
const VERY_PATIENT = { ...PATIENT, testTimeout: 300_000 };

// Projects start in the order of their names: the long files first, so that none is waited for at the end.
export default defineConfig({
  test: {
    // Many files wait, for a disk or for another process: with one for each of two cores all took half as long again.
    maxWorkers: '150%',
    projects: [
      { test: { name: 'conformance', include: CONFORMANCE, ...ON_POSTGRES } },
      { test: { name: 'durability', include: DURABILITY, ...SHARED, ...VERY_PATIENT } },
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/tag/**', ...POSTGRES, ...DURABILITY],
          ...SHARED,
          ...PATIENT,
        },
      },
      { test: { name: 'postgres', include: POSTGRES, exclude: CONFORMANCE, ...ON_POSTGRES } },
      {
        test: {
          name: 'postgres collector',
          include: OVER_POSTGRES,
          env: { TGP_TEST_STORE: 'postgres' },
          ...ON_POSTGRES,
        },
      },
      {
        // As rollup.config.mjs has it.
        define: { __VERSION__: JSON.stringify(version) },
        test: {
          name: 'tag',
          include: ['test/tag/**/*.test.ts'],
          setupFiles: 'test/tag/support/tagConfig.ts',
          // The browser side runs in happy-dom, everything else in Node as it is.
          environment: 'happy-dom',
          ...SHARED,
          ...PATIENT,
        },
      },
    ],
  },
});
