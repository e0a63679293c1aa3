import type { Random } from '../http/random.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { newTag } from './newTag.ts';

/** What a tag is called that nobody made: an account has one from its making, so that what counts for it has a tag. */
const NAME = 'First tag';

interface Parts {
  store: Pick<Store, 'tags'>;
  random: Random;
  now: () => number;
}

/** Gives an account its first tag. The one that its owner makes first takes its place, and its write key. */
export const firstTag = ({ random, now }: Parts, account_id: string): TagRow =>
  newTag({ random, now }, { account_id, name: NAME, domain: '' });

/** Those that are being taken over: of two at once only one may be. */
const underWay = new Set<string>();

/** Stores a tag that an owner makes: in the place of the first one, as long as that is nobody's; settles with it as it is. */
export async function addTag(
  parts: Parts,
  made: Pick<TagRow, 'account_id' | 'name' | 'domain'> & Partial<TagRow>,
): Promise<TagRow> {
  const { store, now } = parts;
  const tags = await store.tags.list([made.account_id]);
  const first = tags.find(tag => isNobodys(tag) && !underWay.has(tag.write_key));
  if (!first) return store.tags.add(newTag(parts, made));
  underWay.add(first.write_key);
  try {
    const change = { ...made, created_at: now() };
    return (await store.tags.change(first, change))
      ? { ...first, ...change }
      : store.tags.add(newTag(parts, made));
  } finally {
    underWay.delete(first.write_key);
  }
}

const isNobodys = ({ name, domain, disabled }: TagRow): boolean => name === NAME && !domain && !disabled;
