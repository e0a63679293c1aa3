import type { Compared } from './compare.ts';
import { isLeft, taken } from './copyAll.ts';
import { type Numbers, renumbered } from './numbers.ts';
import type { Moment, Target } from './sides.ts';
import { keyText, type Row, type Table } from './tables.ts';

/** Rows that are put in their places at once. */
const STEP = 1000;

/** Keys by table, each once. */
type Keys = Map<Table, Map<string, Row>>;

function addKey(keys: Keys, table: Table, key: Row): void {
  const own = keys.get(table);
  if (own) own.set(keyText(table, key), key);
  else keys.set(table, new Map([[keyText(table, key), key]]));
}

/**
 * Makes the target what the source is at a moment: of each row that changed it takes what is there now. Gives how many rows that
 * were. Done twice it changes nothing.
 * @param compared where both sides have been read: those rows are read again, on both, and are compared
 */
export async function catchUp(
  moment: Moment,
  target: Target,
  numbers: Numbers,
  compared?: Compared,
): Promise<number> {
  numbers.extend(await moment.numbers());
  await target.kept.set('numbers', JSON.stringify(numbers.pieces));
  await target.knowTags(await moment.tags());
  const keys: Keys = new Map();
  for await (const changed of moment.changes()) {
    for (const { table, key } of changed) {
      if (!isLeft(table, key)) addKey(keys, table, key);
    }
  }
  let size = 0;
  // Of records all at once: what one of them lets go of another may have taken.
  for (const [table, own] of keys) {
    const all = [...own.values()];
    size += all.length;
    const step = table.isRecord ? all.length : STEP;
    for (let at = 0; at < all.length; at += step) {
      const some = all.slice(at, at + step);
      const there = taken(table, some, numbers);
      const before = compared && (await target.byKeys(table, there));
      const source = taken(table, await moment.byKeys(table, some), numbers);
      await target.replace(table, there, source);
      if (before) compared.exchange(table, { before, source, target: await target.byKeys(table, there) });
    }
  }
  return size;
}

/** The numbers that an earlier run gave. */
export async function keptNumbers(target: Target): Promise<Numbers> {
  const kept = await target.kept.get('numbers');
  return renumbered(kept ? JSON.parse(kept) : []);
}
