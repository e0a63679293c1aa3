import { readFileSync } from 'node:fs';
import { Reader } from 'mmdb-lib';
import { databaseNetworks, type Lookup } from '../collect/databaseNetworks.ts';
import type { Networks } from '../collect/networks.ts';
import { BadOption } from './badOption.ts';
import type { Given } from './readAdminToken.ts';

/** What the databases of the options say of addresses; undefined where there are none. They are in memory until the end. */
export function readNetworks(geo: Given, hosting: Given): Networks | undefined {
  if (!geo.value && !hosting.value) return undefined;
  return databaseNetworks({
    ...(geo.value && { geo: open(geo.name, geo.value) }),
    ...(hosting.value && { hosting: open(hosting.name, hosting.value) }),
  });
}

function open(name: string, file: string): Lookup {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new BadOption(`${name}: can't read ${file}: ${(error as Error).message}`);
  }
  try {
    const reader = new Reader(bytes);
    return address => reader.get(address);
  } catch {
    throw new BadOption(`${name}: ${file} is no database of addresses; use one in MaxMind's format, .mmdb`);
  }
}
