import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

// A bound on what hangs, not on what is slow: a busy machine takes its time.
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };

// The browser side runs in happy-dom, everything else in Node as it is.
export default defineConfig({
  test: {
    projects: [
      {
        // As rollup.config.mjs has it.
        define: { __VERSION__: JSON.stringify(version) },
        test: {
          name: 'tag',
          include: ['test/tag/**/*.test.ts'],
          setupFiles: 'test/tag/support/tagConfig.ts',
          environment: 'happy-dom',
          ...PATIENT,
        },
      },
      { test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/tag/**'], ...PATIENT } },
    ],
  },
});
