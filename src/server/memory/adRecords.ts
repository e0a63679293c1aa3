import type { AdQuery, Searchable } from '../store/adQuery.ts';
import type { AdRow, ConversionPixelRow, LinkedRecords, Links, PixelLink } from '../store/adRecords.ts';
import { InUse, NoSuchRecord } from '../store/errors.ts';
import type { Accounts, Records } from '../store/records.ts';
import { adSearch } from './adSearch.ts';
import type { LinkRow, Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { relink, writeRule } from './pixelRules.ts';
import { add, change, type Kind, ofAccounts, type Run, records } from './records.ts';
import type { Table } from './table.ts';

/** What advertisers have: pixels, and what uses them. */
export function adRecords(run: Run, memory: Memory) {
  const { accounts, conversionPixels, lineItems, lineItemPixels, campaigns, campaignPixels } = memory;
  const check = ({ account_id }: AdRow) => {
    if (!accounts.get(account_id)) throw new NoSuchRecord(`there is no account ${account_id}`);
  };
  const list =
    <Row extends AdRow>(table: Table<Row>) =>
    (of: Accounts) =>
      ofAccounts(table, of, ({ id }) => id);

  const pixelRecords: Records<ConversionPixelRow, [id: number]> = records(
    run,
    {
      table: conversionPixels,
      check,
      release({ id }) {
        if (lineItemPixels.find(({ pixel_id }) => pixel_id === id)) throw new InUse(`pixel ${id} is in use`);
      },
      told(pixel, isRemoved) {
        writeRule(memory, pixel, isRemoved);
        if (isRemoved) unlink(campaignPixels, ({ pixel_id }) => pixel_id === pixel.id);
      },
    },
    list(conversionPixels),
  );

  const countOf = (links: Table<LinkRow>, is: (link: LinkRow) => boolean) => [...links].filter(is).length;
  const pixels = {
    ...pixelRecords,
    search: (query: AdQuery) =>
      run(() =>
        adSearch(
          memory,
          conversionPixels,
          {
            line_items: ({ id }) => countOf(lineItemPixels, ({ pixel_id }) => pixel_id === id),
            campaigns: ({ id }) => countOf(campaignPixels, ({ pixel_id }) => pixel_id === id),
            piggyback_pixels: ({ piggyback_pixels }) => JSON.parse(piggyback_pixels).length,
          },
          query,
        ),
      ),
  };

  function linked(table: Table<AdRow>, links: Table<LinkRow>): LinkedRecords {
    const told = ({ id, account_id }: AdRow, isRemoved: boolean) => {
      if (isRemoved) unlink(links, ({ owner_id }) => owner_id === id);
      if (isRemoved && links === lineItemPixels) relink(memory, account_id);
    };
    const kind = ({ pixels = [] }: Links = {}): Kind<AdRow> => ({
      table,
      check(row) {
        check(row);
        const isOwn = (id: number) => conversionPixels.get(id)?.account_id === row.account_id;
        const strange = pixels.find(id => !isOwn(id));
        if (strange !== undefined) throw new NoSuchRecord(`there is no pixel ${strange} to link`);
      },
      told,
    });
    const link = ({ account_id, id }: AdRow, { pixels }: Links) => {
      if (!pixels) return;
      unlink(links, ({ owner_id }) => owner_id === id);
      for (const pixel_id of new Set(pixels)) links.put({ account_id, owner_id: id, pixel_id });
      if (links === lineItemPixels) relink(memory, account_id);
    };

    return {
      ...records(run, kind(), list(table)),
      add: ({ pixels, ...row }) =>
        run(() => {
          const added = add(kind({ pixels }), row);
          link(row, { pixels });
          return added;
        }, true),
      change: (read, { pixels, ...to }) =>
        run(() => {
          const isChanged = change(kind({ pixels }), read, to);
          if (isChanged) link(read, { pixels });
          return isChanged;
        }),
      search: query =>
        run(() =>
          adSearch(
            memory,
            table,
            { pixels: ({ id }) => countOf(links, ({ owner_id }) => owner_id === id) },
            query,
          ),
        ),
      links: (by, ids) => run(() => linksBy(table, links, by, new Set(ids))),
    };
  }

  const countByCategory = (accountId: string) =>
    run(() => {
      const ads = new Map<number, Set<number>>();
      for (const { owner_id, pixel_id } of lineItemPixels) {
        const item = lineItems.get(owner_id)!;
        const { state, pixel_conversion_event_id: category } = conversionPixels.get(pixel_id)!;
        if (item.account_id !== accountId || item.state !== 'active' || state !== 'active') continue;
        if (category !== null) ads.set(category, (ads.get(category) ?? new Set()).add(item.id));
      }
      return new Map([...ads].map(([category, items]) => [category, items.size]));
    });

  const { segments } = memory;
  return {
    segments: {
      ...records(run, { table: segments, check }, list(segments)),
      search: (query: AdQuery) => run(() => adSearch(memory, segments, {}, query)),
    } satisfies Records<AdRow, [id: number]> & Searchable<AdRow>,
    conversionPixels: pixels,
    lineItems: { ...linked(lineItems, lineItemPixels), countByCategory },
    campaigns: linked(campaigns, campaignPixels),
  };
}

function unlink(links: Table<LinkRow>, is: (link: LinkRow) => boolean): void {
  for (const link of [...links].filter(is)) links.remove(link);
}

function linksBy(
  table: Table<AdRow>,
  links: Table<LinkRow>,
  by: 'pixel_id' | 'owner_id',
  ids: Set<number>,
): PixelLink[] {
  const found = [...links].filter(link => ids.has(link[by]));
  return inOrder(found, ({ owner_id, pixel_id }) => [owner_id, pixel_id]).map(({ owner_id, pixel_id }) => {
    const { name, state } = table.get(owner_id)!;
    return { pixel_id, owner_id, name, state };
  });
}
