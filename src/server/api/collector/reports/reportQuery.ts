import { Type } from 'typebox';
import type { Access } from '../../../access/access.ts';
import { ownAccount, ownTag } from '../../../access/auth.ts';
import { HttpError } from '../../../http/errors.ts';
import type { ReportFilter } from '../../../store/reports.ts';
import type { Store } from '../../../store/store.ts';
import { isoTime, TimeParameter } from '../../time.ts';
import { type Interval, readInterval, readZone, ZONE_FIX } from '../daysOf.ts';
import { COMPARISONS, type Comparison, comparedTo } from './comparedTo.ts';
import { readWhere } from './readWhere.ts';

/** Most days of one report. */
export const MAX_REPORT_DAYS = 3660;

const format = Type.Optional(Type.Enum(['json', 'csv'], { fix: 'must be "json" or "csv"' }));

/** Of which tags, and of when. */
export const TIMES = {
  account_id: Type.Optional(Type.String({ description: 'Default: all accounts that the token may see.' })),
  writeKey: Type.Optional(Type.String({ description: 'One tag of them.' })),
  from: TimeParameter,
  to: TimeParameter,
  tz: Type.Optional(
    Type.String({
      maxLength: 64,
      fix: ZONE_FIX,
      description: "Default: the time zone of the account, or of the tag's, that is asked for; else UTC.",
    }),
  ),
  format,
};

export const WHERE = {
  where: Type.Optional(
    Type.String({
      description:
        'Conditions, all of which hold of a visit: a JSON list of `{"dimension", "values", "not"}`, at most 10 with 50 values each.',
    }),
  ),
};

export const WHO = {
  who: Type.Optional(
    Type.Enum(['people', 'automated', 'all'], { fix: 'must be "people", "automated" or "all"' }),
  ),
};

export const COMPARE = {
  compare: Type.Optional(
    Type.Enum([...COMPARISONS], {
      fix: 'must be "previous" or "year"',
      description:
        'previous: with the time of the same length before; year: with the same days a year before.',
    }),
  ),
};

export interface ReportQuery {
  account_id?: string;
  writeKey?: string;
  from?: string;
  to?: string;
  tz?: string;
  who?: ReportFilter['who'];
  where?: string;
  compare?: Comparison;
}

/** A report that is asked for. */
export interface Asked {
  filter: ReportFilter;
  interval: Interval;
  range: Range;
  /** What it is compared with. */
  compared: { filter: ReportFilter; interval: Interval; range: Range } | undefined;
}

export interface Range {
  from: string;
  to: string;
  tz: string;
}

/** What is asked for, within what the token may see; throws what the client should hear. */
export async function readReport(
  query: ReportQuery,
  {
    store,
    access,
    now,
    maxDays = MAX_REPORT_DAYS,
  }: { store: Store; access: Access; now: number; maxDays?: number },
): Promise<Asked> {
  const { writeKeys, zone } = await tagsOf(query, store, access);
  const tz = readZone(query.tz ?? zone ?? 'UTC');
  const interval = readInterval({ ...query, tz }, now, maxDays);
  const where = readWhere(query.where);
  const of = (each: Interval) => ({
    filter: { writeKeys, from: each.from, to: each.to, who: query.who ?? 'people', where },
    interval: each,
    range: { from: isoTime(each.from), to: isoTime(each.to), tz },
  });
  return { ...of(interval), compared: query.compare && of(comparedTo(interval, query.compare)) };
}

/** The tags that a report is of, and the time zone of the account that is asked for, where it says one. */
export async function tagsOf(
  { account_id, writeKey }: Pick<ReportQuery, 'account_id' | 'writeKey'>,
  store: Store,
  access: Access,
): Promise<{ writeKeys: string[]; zone: string | null }> {
  const account = account_id === undefined ? undefined : await ownAccount(store, access, account_id);
  if (writeKey === undefined) {
    const tags = await store.tags.list(account ? [account.id] : access.accounts);
    return { writeKeys: tags.map(tag => tag.write_key), zone: account?.time_zone ?? null };
  }
  const tag = await ownTag(store, access, writeKey);
  if (account && tag.account_id !== account.id)
    throw new HttpError('not_found', `writeKey: account "${account.id}" has no such tag`);
  const owner = account ?? (await store.accounts.get(tag.account_id));
  return { writeKeys: [tag.write_key], zone: owner?.time_zone ?? null };
}
