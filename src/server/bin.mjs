#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { isOld, NEEDED } from './oldNode.mjs';

// The `tgp` command, in words that a Node of any age understands: it says which one is needed, instead of what an older one
// makes of the rest.
if (isOld(process.versions.node)) {
  console.error(
    `tgp: this is Node ${process.versions.node}, too old for the collector: install Node ${NEEDED} or newer and run the command again.`,
  );
  process.exit(1);
}

// Node 22 calls some of what is used here experimental, on standard error, at each start.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  if (rest[0] !== 'ExperimentalWarning') emitWarning.call(process, warning, ...rest);
};

// The sources, or what is packed: Node strips no types under node_modules.
const entry = existsSync(new URL('index.ts', import.meta.url)) ? './index.ts' : './index.js';
import(entry);
