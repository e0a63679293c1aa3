import type { Item } from './readConfig.ts';

/** Those fields of a record that are not stored as the file has them. What the file doesn't say is as it should be. */
export const differing = (wanted: Item, stored: Item): Item =>
  Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !agrees(value, stored[name])));

function agrees(wanted: unknown, stored: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === stored;
  if (typeof stored !== 'object' || stored === null) return false;
  if (Array.isArray(wanted))
    return (
      Array.isArray(stored) &&
      wanted.length === stored.length &&
      wanted.every((each, at) => agrees(each, stored[at]))
    );
  return Object.entries(wanted).every(([name, value]) => agrees(value, (stored as Item)[name]));
}
