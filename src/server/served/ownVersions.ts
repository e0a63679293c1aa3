import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type File, pressFile, typeOf } from '../http/files.ts';

/** Names of files that never change, for their version stands in them: the tag's scripts and its package. */
export const VERSIONED =
  /^tgp(@\d{1,5}\.\d{1,5}\.\d{1,5}(\.[a-z0-9]{1,20}){0,3}\.js(\.map)?|-\d{1,5}\.\d{1,5}\.\d{1,5}\.tgz)$/;

/** Files that move on with each version: those of this one have its version in their name. */
const MOVING = /^tgp(\.[a-z0-9]+)*\.js(\.map)?$/;

/** A published file's name with its version: `tgp@1.2.3.js`. */
export const versioned = (name: string, version: string): string => name.replace(/^tgp/, `tgp@${version}`);

/** The name of the tag's package. */
export const packageName = (version: string): string => `tgp-${version}.tgz`;

/** What a published folder has under names with a version: its own, and those of `versions/`. Each is read when it is first wanted. */
export function ownVersions(folder: string, version: string): (name: string) => Promise<File> | undefined {
  const paths = new Map<string, string>();
  const read = new Map<string, Promise<File>>();
  for (const [place, name] of [...namesIn(join(folder, 'versions')), ...namesIn(folder)]) {
    const served = MOVING.test(name) ? versioned(name, version) : name;
    if (VERSIONED.test(served)) paths.set(served, join(place, name));
  }
  return name => {
    const path = paths.get(name);
    if (path === undefined) return undefined;
    const file = read.get(name) ?? pressFile(typeOf(name)!, readFileSync(path));
    read.set(name, file);
    return file;
  };
}

const namesIn = (folder: string): [string, string][] =>
  existsSync(folder) ? readdirSync(folder).map(name => [folder, name]) : [];
