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

/** Most parts of a page: a stranger can say of any number of visitors that they are one user. */
const MAX_PARTS = 100;

const SECTIONS = ['events', 'touches', 'conversions', 'visits'] as const;
export type Section = (typeof SECTIONS)[number];

/** What is asked for of a section. */
interface Asked {
  limit: number;
  maxBytes: number;
  cursor: string | undefined;
}

interface Rows<Name extends Section> {
  rows: Held[Name];
  next: string | null;
}

/** Reads a page of one section of a part. */
export type ReadSection = <Name extends Section>(section: Name, part: Part, page: Asked) => Rows<Name>;

/** The same of what answers later. */
export type ReadSectionLater = <Name extends Section>(
  section: Name,
  part: Part,
  page: Asked,
) => Promise<Rows<Name>>;

/** A page of what is held of a person: section by section of each part. */
export function readHeld(parts: Part[], read: ReadSection, filter: HeldFilter): Held {
  const asking = sections(parts, filter);
  for (let step = asking.next(); ; step = asking.next(read(...step.value))) {
    if (step.done) return step.value;
  }
}

/** The same where sections are read from elsewhere. */
export async function readHeldLater(
  parts: Part[],
  read: ReadSectionLater,
  filter: HeldFilter,
): Promise<Held> {
  const asking = sections(parts, filter);
  for (let step = asking.next(); ; step = asking.next(await read(...step.value))) {
    if (step.done) return step.value;
  }
}

/** Asks for one section after the other, and is told what there is of it. */
function* sections(
  parts: Part[],
  { limit, maxBytes = Infinity, cursor }: HeldFilter,
): Generator<[section: Section, part: Part, page: Asked], Held, Rows<Section>> {
  const [, first = '0', section = '0', inner] = cursor?.match(/^(\d{1,9})\.([0123])(?:\.(.*))?$/s) ?? [];
  if (cursor !== undefined && !/^\d{1,9}\.[0123](\.|$)/.test(cursor)) throw new BadCursor(cursor);
  const found: Held = { events: [], touches: [], conversions: [], visits: [], next: null };
  let place = Number(first) * SECTIONS.length + Number(section);
  let after = inner;
  let left = limit;
  const cursorAt = (more?: string) =>
    `${Math.floor(place / SECTIONS.length)}.${place % SECTIONS.length}${more === undefined ? '' : `.${more}`}`;
  const end = Math.min(parts.length, Number(first) + MAX_PARTS) * SECTIONS.length;
  for (; place < end; place++) {
    const name = SECTIONS[place % SECTIONS.length]!;
    const part = parts[Math.floor(place / SECTIONS.length)]!;
    const page = yield [name, part, { limit: left, maxBytes, cursor: after }];
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
  return place < parts.length * SECTIONS.length ? { ...found, next: cursorAt() } : found;
}
