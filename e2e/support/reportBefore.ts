import type { TestInfo } from 'playwright/test';

// Time to write a readable report before the runner cuts the test off.
const REPORT_MS = 1000;

/** When a test that starts now has to have its report written, in ms since the epoch. */
export function reportBefore({ timeout }: TestInfo): () => number {
  const startedAt = Date.now();
  return () => startedAt + timeout - REPORT_MS;
}
