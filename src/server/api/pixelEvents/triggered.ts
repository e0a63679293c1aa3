import type { PixelEventRow, TagRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';

/**
 * When pixel events were last triggered on any of these tags: by themselves, or by what happened of their type however else
 * it was told. Another pixel event of the type is none of it.
 */
export async function triggered(
  store: Store,
  tags: TagRow[],
  events: PixelEventRow[],
): Promise<(id: string, type: string) => number | undefined> {
  const writeKeys = tags.map(tag => tag.write_key);
  const byName = await store.lastTriggered({ writeKeys, type: 'track', events: events.map(({ id }) => id) });
  const byKind = new Map<string, number>();
  for (const { kind, source, time } of await store.kinds.seen(writeKeys)) {
    const key = `${kind} ${source}`;
    byKind.set(key, Math.max(time, byKind.get(key) ?? 0));
  }
  return (id, type) => {
    // Every page would trigger one of a page view.
    const sources = type === 'page_view' ? [] : ['fire', 'name', id];
    const times = sources.flatMap(source => byKind.get(`${type} ${source}`) ?? []);
    const latest = Math.max(byName.get(id) ?? 0, ...times);
    return latest || undefined;
  };
}
