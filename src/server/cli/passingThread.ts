import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { Passing } from './passing.ts';

const { what, everyMs, isTerminal } = workerData as Passing;
const startedAt = performance.now();

// At once: what a thread writes to its own stream waits until the main one is free.
setInterval(() => {
  const text = `${what}: ${Math.round((performance.now() - startedAt) / 1000)} s`;
  writeSync(2, isTerminal ? `\r${text}` : `${text}\n`);
}, everyMs);
