import { expect, it } from 'vitest';
import { recordNotes, storeNotes, userNotes } from '../../../src/server/access/noteChanges.ts';
import { SqliteRecords } from '../../../src/server/sqlite/records.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { openStore } from '../../support/collector.ts';

const READING =
  /^(account|tag|token|user|session|savedPixel|pixelEvent|has|find|list|links|events|counts|last|activity|hours|history|status|conversion)/;

/** What is no change of a record: events and what is made of them, a log-in (recorded by itself) and its use, the end. */
const OTHERS = ['constructor', 'append', 'rebuild', 'forget', 'close', 'addSession', 'useSession'];

it('knows every method of the store that changes a record', () => {
  const store = openStore();
  const methods = (object: object) =>
    Object.getOwnPropertyNames(object).filter(name => !READING.test(name) && !OTHERS.includes(name));
  const ofStore = [...methods(SqliteRecords.prototype), ...methods(SqliteStore.prototype)];
  expect(Object.keys(storeNotes(store)).sort()).toEqual(ofStore.sort());
  expect(Object.keys(userNotes).sort()).toEqual(methods(store.users).sort());
  const { pixels, lineItems, campaigns } = store.advertising;
  for (const records of [pixels, lineItems, campaigns]) {
    expect(Object.keys(recordNotes('tag')).sort()).toEqual(methods(records).sort());
  }
});
