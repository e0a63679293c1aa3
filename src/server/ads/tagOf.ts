import { newTag } from '../access/newTag.ts';
import type { Random } from '../http/random.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** The tag that an account's ads and pixels are counted for: its oldest, before all disabled ones; made where there is none. */
export async function tagOf(
  account_id: string,
  { store, random, now }: { store: Store; random: Random; now: () => number },
): Promise<TagRow> {
  const tag = await knownTagOf(account_id, { store });
  if (tag) return tag;
  const made = newTag({ random, now }, { account_id, name: 'Conversion pixels', domain: '' });
  await store.tags.add(made);
  return made;
}

/** The same, where there is one. */
export async function knownTagOf(
  account_id: string,
  { store }: { store: Pick<Store, 'tags'> },
): Promise<TagRow | undefined> {
  const tags = await store.tags.list([account_id]);
  return tags.find(({ disabled }) => !disabled) ?? tags[0];
}
