import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempDir } from './collector.ts';

const SOURCE = fileURLToPath(new URL('./slowSync.c', import.meta.url));

/** A C compiler, on a system that can preload what it makes. */
export const canSlowSync = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

/** Variables that give a collector a disk whose every sync takes that much longer. */
export function slowDisk(ms: number): NodeJS.ProcessEnv {
  const library = join(tempDir(), 'slowSync.so');
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl']);
  if (status !== 0) throw new Error(`cc: ${stderr}`);
  return { LD_PRELOAD: library, TGP_SYNC_MS: `${ms}` };
}
