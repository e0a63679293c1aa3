import { Exists, InUse, NoSuchRecord } from '../store/errors.ts';
import type { Accounts } from '../store/records.ts';
import type { AccountRow, PixelEventRow, SavedPixelRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { writeAccountRule } from './accountRules.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { recordPages } from './recordPages.ts';
import { copy, isOf, ofAccounts, type Run, records } from './records.ts';
import { writeWord } from './recordWords.ts';
import { know } from './writeEvents.ts';

/** Accounts, and what they own: tags, saved pixels and pixel events. */
export function owned(
  run: Run,
  memory: Memory,
): Pick<Store, 'accounts' | 'tags' | 'savedPixels' | 'pixelEvents'> {
  const { accounts, tags, tagPaths, savedPixels, pixelEvents, counts } = memory;
  const check = ({ account_id }: { account_id: string }) => {
    if (!accounts.get(account_id)) throw new NoSuchRecord(`there is no account ${account_id}`);
  };
  const listAccounts = (of: Accounts) =>
    inOrder(
      [...accounts].filter(({ id }) => isOf(of, id)),
      ({ created_at, id }) => [created_at, id],
    );
  const releaseAccount = ({ id }: AccountRow) => {
    const { conversionPixels, lineItems, campaigns, segments } = memory;
    for (const table of [tags, savedPixels, pixelEvents, conversionPixels, lineItems, campaigns, segments]) {
      for (const row of table) if (row.account_id === id) throw new InUse(`account ${id} has records`);
    }
  };
  const listPixels = (of: Accounts, type?: SavedPixelRow['pixel_type']) =>
    ofAccounts(savedPixels, of, ({ id }) => id).filter(row => type === undefined || row.pixel_type === type);
  const pixelEvent = (accountId: string, id: string): PixelEventRow | undefined => {
    const found = pixelEvents.get(id);
    return found?.account_id === accountId ? found : undefined;
  };

  return {
    accounts: {
      ...records<AccountRow, [id: string], [of: Accounts]>(
        run,
        {
          table: accounts,
          release: releaseAccount,
          told: (row, isRemoved) => isRemoved || writeAccountRule(memory, row),
        },
        listAccounts,
      ),
      ...recordPages(run, {
        rows: () => accounts,
        isOf: ({ id }, of) => of.includes(id),
        key: ({ id }) => id,
        name: ({ name }) => name,
        made: ({ created_at }) => created_at,
        texts: ({ id, name, advertiser_id }) => [id, name, advertiser_id],
      }),
      ofBusiness: id => run(() => copy(accounts.find(({ business_id }) => business_id === id))),
      ofAdvertisers: ids =>
        run(() =>
          listAccounts('*')
            .filter(({ advertiser_id }) => ids.includes(advertiser_id))
            .map(row => ({ ...row })),
        ),
    },
    tags: {
      ...records(
        run,
        {
          table: tags,
          check(row) {
            check(row);
            const taken = row.path === null ? undefined : tagPaths.get(row.path);
            if (taken && taken.write_key !== row.write_key) throw new Exists('path');
          },
          told({ path, write_key }, isRemoved) {
            if (!isRemoved && path !== null && !tagPaths.get(path)) tagPaths.put({ path, write_key });
            if (!isRemoved) return;
            for (const row of [...tagPaths]) if (row.write_key === write_key) tagPaths.remove(row);
          },
          release({ write_key }) {
            const isUsed =
              memory.events.some(({ writeKey }) => writeKey === write_key) ||
              counts.find(row => row.write_key === write_key) ||
              memory.husks.find(row => row.writeKey === write_key);
            if (isUsed) throw new InUse(`tag ${write_key} has events`);
          },
        },
        (of: Accounts) => ofAccounts(tags, of, ({ write_key }) => write_key),
        (writeKey: string) => tags.get(writeKey),
      ),
      ...recordPages(run, {
        rows: () => tags,
        isOf: ({ account_id }, of) => of.includes(account_id),
        key: ({ write_key }) => write_key,
        name: ({ name }) => name,
        made: ({ created_at }) => created_at,
        texts: ({ write_key, name, domain, path }) => [write_key, name, domain, path],
      }),
      ofPath: path => run(() => copy(tags.get(tagPaths.get(path)?.write_key))),
      ofPixelEvent: id =>
        run(() => {
          const account = pixelEvents.get(id)?.account_id;
          const candidates = [...tags].filter(({ account_id }) => account_id === account);
          return copy(
            inOrder(candidates, ({ disabled, created_at, write_key }) => [
              disabled,
              created_at,
              write_key,
            ])[0],
          );
        }),
    },
    savedPixels: {
      ...records(
        run,
        {
          table: savedPixels,
          check,
          told({ account_id, id, conversion_type }, isRemoved) {
            know(memory, account_id, conversion_type);
            writeWord(memory, account_id, id, isRemoved ? null : conversion_type);
          },
        },
        listPixels,
      ),
      ...recordPages(run, {
        rows: () => savedPixels,
        isOf: ({ account_id }, of) => of.includes(account_id),
        key: ({ id }) => id,
        name: ({ name }) => name,
        made: ({ created_at }) => created_at,
        texts: ({ id, name, conversion_type }) => [id, name, conversion_type],
        type: ({ pixel_type }) => pixel_type,
      }),
    },
    pixelEvents: {
      ...recordPages(run, {
        rows: () => pixelEvents,
        isOf: ({ account_id }, of) => of.includes(account_id),
        key: ({ id }) => id,
        name: ({ title }) => title,
        made: ({ created_at }) => created_at,
        texts: ({ id, title, type }) => [id, title, type],
      }),
      ...records(
        run,
        {
          table: pixelEvents,
          check,
          told({ account_id, id, type }, isRemoved) {
            know(memory, account_id, id);
            writeWord(memory, account_id, id, isRemoved ? null : type);
          },
        },
        (of: Accounts) => ofAccounts(pixelEvents, of, ({ id }) => id),
        pixelEvent,
      ),
    },
  };
}
