import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isOld, NEEDED } from '../../src/server/oldNode.mjs';
import { ROOT } from './support/project.ts';

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const tag = read('package.json');
const collector = read('src/server/package.json');
const lock: { packages: Record<string, Record<string, unknown>> } = read('package-lock.json');

/** What the files of a package take, in blocks as on a disk. */
function sizeOf(folder: string): number {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const blocks = files.map(each => Math.ceil(statSync(join(each.parentPath, each.name)).size / 4096));
  return blocks.reduce((sum, size) => sum + size, 0) * 4096;
}

it('have one version', () => {
  const { version } = tag;
  expect(collector.version).toBe(version);
  expect([lock.packages['']!.version, lock.packages['src/server']!.version]).toEqual([version, version]);
});

it("give a site's developer no package beside the tag", () => {
  // What is optional is of the tests alone: the package is made without it.
  const kinds = ['dependencies', 'peerDependencies', 'bundleDependencies', 'bin'];
  expect(Object.keys(tag).filter(name => kinds.includes(name))).toEqual([]);
});

it('name each dependency of the collector by one version', () => {
  for (const version of Object.values(collector.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

it('are locked, each with its integrity and by no registry of ours', () => {
  const entries = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));
  expect(entries.length).toBeGreaterThan(200);
  for (const [path, entry] of entries) {
    if (entry.link) continue;
    expect(entry.integrity, path).toMatch(/^sha512-[\w+/]{86}==$/);
    expect(entry.resolved, path).toBeUndefined();
  }
});

it('take less than 40 MB to run', () => {
  const running = Object.entries(lock.packages).filter(
    ([path, { dev, link, optional }]) => path.startsWith('node_modules') && !dev && !link && !optional,
  );
  const sizes = running.map(([path]) => sizeOf(join(ROOT, path)));
  expect(running.length).toBeGreaterThan(20);
  const whole = sizes.reduce((sum, size) => sum + size);
  expect(whole).toBeGreaterThan(10e6);
  expect(whole).toBeLessThan(40e6);
});

it('have no Node among them', () => {
  expect(Object.keys(lock.packages).filter(path => /\/node-(bin-)?(linux|darwin|win)/.test(path))).toEqual(
    [],
  );
});

it.each([
  ['18.20.8', true],
  ['20.20.2', true],
  ['22.17.1', true],
  ['22.18.0', false],
  ['23.5.0', true],
  ['23.6.0', false],
  ['24.0.0', false],
  ['26.12.1', false],
])('know whether Node %s is too old for the collector', (version, isTooOld) => {
  expect(isOld(version)).toBe(isTooOld);
  expect(collector.engines.node).toBe(`>=${NEEDED}`);
});
