import type { Tgp } from '../tag/types.ts';

/** A tag of the page's. */
export interface FoundTag {
  /** The global's name. */
  name: string;
  tgp: Tgp;
  /** What it said since the start; goes on growing. Undefined of one that does not tell. */
  said: unknown[][] | undefined;
}

/** The tags of the page, by their mark. Nothing of the page's is called for it: a getter may do anything. */
export function findTags(): FoundTag[] {
  const found: FoundTag[] = [];
  for (const name of Object.getOwnPropertyNames(window)) {
    const { value } = Object.getOwnPropertyDescriptor(window, name) || ({} as PropertyDescriptor);
    if (typeof value !== 'function' || !Object.hasOwn(value, 'tgp')) continue;
    const tgp = value as Tgp;
    if (tgp.tgp !== 1) continue;
    const { said } = (tgp.queue || {}) as { said?: unknown[][] };
    found.push({ name, tgp, said: Array.isArray(said) ? said : undefined });
  }
  return found;
}
