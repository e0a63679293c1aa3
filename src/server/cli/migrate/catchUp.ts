import { isLeft, taken } from './copyAll.ts';
import { type Numbers, renumbered } from './numbers.ts';
import type { Moment, Target } from './sides.ts';
import { keyText, type Row, type Table } from './tables.ts';

/** Rows that are put in their places at once. */
const STEP = 1000;

/** Keys by table, each once. */
export type Keys = Map<Table, Map<string, Row>>;

export function addKey(keys: Keys, table: Table, key: Row): void {
  const own = keys.get(table);
  if (own) own.set(keyText(table, key), key);
  else keys.set(table, new Map([[keyText(table, key), key]]));
}

/**
 * Makes the target what the source is at a moment: of each row that changed it takes what is there now. Gives the keys of all
 * those rows. Done twice it changes nothing.
 */
export async function catchUp(moment: Moment, target: Target, numbers: Numbers): Promise<Keys> {
  numbers.extend(await moment.numbers());
  await target.kept.set('numbers', JSON.stringify(numbers.pieces));
  await target.knowTags(await moment.tags());
  const keys: Keys = new Map();
  for await (const changed of moment.changes()) {
    for (const { table, key } of changed) {
      if (!isLeft(table, key)) addKey(keys, table, key);
    }
  }
  // Of records all at once: what one of them lets go of another may have taken.
  for (const [table, own] of keys) {
    const all = [...own.values()];
    const step = table.isRecord ? all.length : STEP;
    for (let at = 0; at < all.length; at += step) {
      const some = all.slice(at, at + step);
      const rows = await moment.byKeys(table, some);
      await target.replace(table, taken(table, some, numbers), taken(table, rows, numbers));
    }
  }
  return keys;
}

/** The numbers that an earlier run gave. */
export async function keptNumbers(target: Target): Promise<Numbers> {
  const kept = await target.kept.get('numbers');
  return renumbered(kept ? JSON.parse(kept) : []);
}
