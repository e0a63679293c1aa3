import type { Searchable } from '../../store/adQuery.ts';
import type { AdRow } from '../../store/adRecords.ts';
import type { AccountRow, PixelEventRow, SavedPixelRow, TagRow, TokenRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { UserRow } from '../../store/users.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import { accounts } from './accounts.ts';
import { adSearch } from './adSearch.ts';
import type { AdTable } from './adTests.ts';
import { audit } from './audit.ts';
import { AD, CONVERSION_PIXEL, PIXEL_EVENT, SAVED_PIXEL } from './columns.ts';
import { conversionPixels } from './conversionPixels.ts';
import { countByCategory } from './countByCategory.ts';
import { directory } from './directory.ts';
import { invitations } from './invitations.ts';
import { linked } from './linked.ts';
import { numbered } from './numbered.ts';
import { owned } from './owned.ts';
import { recordPages } from './recordPages.ts';
import { retentionClock } from './retentionClock.ts';
import { rowCache } from './rowCache.ts';
import { knowName, writeWord } from './rules.ts';
import { servedFiles } from './servedFiles.ts';
import { sessions } from './sessions.ts';
import { tags } from './tags.ts';
import { tokens } from './tokens.ts';
import { users } from './users.ts';

async function forgetWord(session: Session, { account_id, id }: { account_id: string; id: string }) {
  await writeWord(session, account_id, id, null);
  return [];
}

/** All records, with the lists of them. */
export type AllRecords = Pick<
  Store,
  | 'accounts'
  | 'tags'
  | 'savedPixels'
  | 'pixelEvents'
  | 'conversionPixels'
  | 'lineItems'
  | 'campaigns'
  | 'segments'
  | 'users'
  | 'tokens'
  | 'sessions'
  | 'invitations'
  | 'audit'
  | 'servedFiles'
  | 'retentionClock'
>;

export function records(context: Context): AllRecords {
  const ids = directory(context);
  const cache = rowCache(context);
  const search = <Row extends AdRow>(table: AdTable, columns: readonly string[]): Searchable<Row> => ({
    search: (query, signal) => adSearch<Row>(context, { table, columns }, query, signal),
  });
  return {
    accounts: { ...accounts(context), ...recordPages<AccountRow>(context, 'accounts') },
    tags: { ...tags(context, ids, cache), ...recordPages<TagRow>(context, 'tags') },
    savedPixels: {
      ...recordPages<SavedPixelRow>(context, 'saved_pixels'),
      ...owned<SavedPixelRow, [string, string], Parameters<Store['savedPixels']['list']>>(context, ids, {
        table: 'saved_pixels',
        columns: SAVED_PIXEL,
        key: ['account_id', 'id'],
        filter: 'pixel_type',
        isRevised: true,
        async written(session, { account_id, id, conversion_type }) {
          await knowName(session, account_id, conversion_type);
          await writeWord(session, account_id, id, conversion_type);
        },
        removed: forgetWord,
      }),
    },
    pixelEvents: {
      ...recordPages<PixelEventRow>(context, 'pixel_events'),
      ...owned<PixelEventRow, [string, string]>(context, ids, {
        table: 'pixel_events',
        columns: PIXEL_EVENT,
        key: ['account_id', 'id'],
        ids: ({ id }) => (id === undefined ? [] : [{ kind: 'pixel_event', id, field: 'id' }]),
        async written(session, { account_id, id, type }) {
          await knowName(session, account_id, id);
          await writeWord(session, account_id, id, type);
        },
        removed: forgetWord,
      }),
    },
    conversionPixels: {
      ...conversionPixels(context, ids, cache),
      ...search('conversion_pixels', CONVERSION_PIXEL),
    },
    lineItems: {
      ...linked(context, ids, 'line_item'),
      ...search('line_items', AD),
      countByCategory: accountId => countByCategory(context, accountId),
    },
    campaigns: { ...linked(context, ids, 'campaign'), ...search('campaigns', AD) },
    segments: {
      ...search('segments', AD),
      ...owned<AdRow, [id: number]>(context, ids, {
        table: 'segments',
        columns: AD,
        ...numbered('segment'),
        cache,
      }),
    },
    users: { ...users(context), ...recordPages<UserRow>(context, 'users') },
    tokens: { ...tokens(context), ...recordPages<TokenRow>(context, 'tokens') },
    sessions: sessions(context),
    invitations: invitations(context),
    audit: audit(context),
    servedFiles: servedFiles(context),
    retentionClock: retentionClock(context),
  };
}
