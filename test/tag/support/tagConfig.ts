import { vi } from 'vitest';

// Files share a process, and what support/page.ts registers as it is loaded counts for the file that loads it.
vi.resetModules();
// The plain file has none built in; see rollup.config.mjs.
Object.assign(globalThis, { tgpConfig: [[]] });
