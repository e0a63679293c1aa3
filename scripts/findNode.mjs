import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isOld, NEEDED } from '../src/server/oldNode.mjs';
import { fetchNode } from './fetchNode.mjs';

const PACKAGES = JSON.parse(readFileSync(new URL('node.json', import.meta.url), 'utf8'));

/** The Node that runs everything: this one, else one on the PATH, where it is new enough, else one that is fetched. */
export async function findNode() {
  const here = process.execPath;
  if (!isOld(process.versions.node)) return here;
  const found = onPath().find(path => isUsable(path));
  if (found) return found;
  const wanted = PACKAGES[`${process.platform} ${process.arch}`];
  if (!wanted) return end(`npm has none for ${process.platform} ${process.arch}`);
  const { path, problem } = await fetchNode(wanted, () =>
    console.log(
      `tgp: this is Node ${process.versions.node}, and ${NEEDED} or newer is needed: fetching ${wanted.version} for this folder alone …`,
    ),
  );
  if (problem) return end(problem);
  if (!isUsable(path))
    return end(
      `the one npm has (${wanted.name}) does not start here: it needs glibc, which Alpine and other musl systems lack`,
    );
  return path;
}

function onPath() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return (process.env.PATH || '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .filter(path => path !== process.execPath && existsSync(path));
}

function isUsable(path) {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return status === 0 && !isOld(stdout.trim().slice(1));
}

function end(problem) {
  console.error(
    `tgp: no usable Node. This one is ${process.version}, and ${problem}.\n` +
      `tgp: install Node ${NEEDED} or newer and run the command again.`,
  );
  process.exit(1);
}
