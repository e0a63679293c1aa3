import { defineConfig } from 'vitest/config';

// The browser side runs in happy-dom, everything else in Node as it is.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'tag', include: ['test/tag/**/*.test.ts'], environment: 'happy-dom' } },
      { test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/tag/**'] } },
    ],
  },
});
