import type { Tgp } from '../tag/types.ts';

/** What a tag said since the start (see `log` in src/tag/say.ts). */
export type Said = unknown[][] & {
  /** Set where a panel shows it already: has that look for tags again. */
  look?: () => void;
};

/** A tag of the page's. */
export interface FoundTag {
  /** The global's name. */
  name: string;
  tgp: Tgp;
  /** Undefined of one that does not tell: an older one. */
  said: Said | undefined;
}

/** The tags of the page, by their mark. Nothing of the page's is called for it: a getter may do anything. */
export function findTags(): FoundTag[] {
  const found: FoundTag[] = [];
  for (const name of Object.getOwnPropertyNames(window)) {
    const { value } = Object.getOwnPropertyDescriptor(window, name) || ({} as PropertyDescriptor);
    if (typeof value !== 'function' || !Object.hasOwn(value, 'tgp')) continue;
    const tgp = value as Tgp;
    if (tgp.tgp !== 1) continue;
    const { said } = (tgp.queue || {}) as { said?: Said };
    found.push({ name, tgp, said: Array.isArray(said) ? said : undefined });
  }
  return found;
}

/** The write keys that a tag was `init`ed with. */
export const writeKeysOf = ({ tgp }: FoundTag): string[] =>
  ((tgp.queue || []) as unknown as { writeKey?: unknown }[])
    .map(({ writeKey }) => writeKey)
    .filter((key): key is string => typeof key === 'string');
