import { BadCursor } from './errors.ts';
import type { Held, HeldFilter, PersonId } from './people.ts';

/** Some of what is held of a person: by one of his ids, in one account. */
export interface Part {
  accountId: string;
  by: PersonId;
  id: string;
  /** True of a visitor's rows that have no user. */
  isAlone: boolean;
}

const SECTIONS = ['events', 'touches', 'conversions', 'visits'] as const;
export type Section = (typeof SECTIONS)[number];

/** Reads a page of one section of a part. */
export type ReadSection = <Name extends Section>(
  section: Name,
  part: Part,
  page: { limit: number; maxBytes: number; cursor: string | undefined },
) => { rows: Held[Name]; next: string | null };

/** A page of what is held of a person: section by section of each part. */
export function readHeld(
  parts: Part[],
  read: ReadSection,
  { limit, maxBytes = Infinity, cursor }: HeldFilter,
): Held {
  const [, part = '0', section = '0', inner] = cursor?.match(/^(\d{1,9})\.([0123])(?:\.(.*))?$/s) ?? [];
  if (cursor !== undefined && !/^\d{1,9}\.[0123](\.|$)/.test(cursor)) throw new BadCursor(cursor);
  const found: Held = { events: [], touches: [], conversions: [], visits: [], next: null };
  let place = Number(part) * SECTIONS.length + Number(section);
  let after = inner;
  let left = limit;
  const cursorAt = (more?: string) =>
    `${Math.floor(place / SECTIONS.length)}.${place % SECTIONS.length}${more === undefined ? '' : `.${more}`}`;
  for (; place < parts.length * SECTIONS.length; place++) {
    const name = SECTIONS[place % SECTIONS.length]!;
    const page = read(name, parts[Math.floor(place / SECTIONS.length)]!, {
      limit: left,
      maxBytes,
      cursor: after,
    });
    (found[name] as unknown[]).push(...page.rows);
    left -= page.rows.length;
    if (page.next !== null) return { ...found, next: cursorAt(page.next) };
    after = undefined;
    // Events are what is large: their page ends here.
    if (left <= 0 || (name === 'events' && page.rows.length)) {
      place++;
      return { ...found, next: place < parts.length * SECTIONS.length ? cursorAt() : null };
    }
  }
  return found;
}
