import type { PixelEventRow, SavedPixelRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import { accounts } from './accounts.ts';
import { PIXEL_EVENT, SAVED_PIXEL } from './columns.ts';
import { conversionPixels } from './conversionPixels.ts';
import { directory } from './directory.ts';
import { owned } from './owned.ts';
import { knowName, writeWord } from './rules.ts';
import { tags } from './tags.ts';

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
  // biome-ignore lint/suspicious/noExplicitAny: what is not there yet
  const notYet: any = {};
  return {
    accounts: { ...notYet, ...accounts(context) },
    tags: { ...notYet, ...tags(context, ids) },
    savedPixels: {
      ...notYet,
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
      ...notYet,
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
    conversionPixels: { ...notYet, ...conversionPixels(context, ids) },
    lineItems: notYet,
    campaigns: notYet,
    segments: notYet,
    users: notYet,
    tokens: notYet,
    sessions: notYet,
    invitations: notYet,
    audit: notYet,
    servedFiles: notYet,
    retentionClock: notYet,
  };
}
