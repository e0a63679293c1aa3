import { asData } from '../protocol/asData.ts';
import type { Properties } from '../protocol/event.ts';
import { fieldsOf } from './fieldsOf.ts';
import type { Call } from './moment.ts';
import { own } from './own.ts';
import { attempt, warn } from './say.ts';
import { SESSION } from './session.ts';
import { settings } from './state.ts';
import { forget, read, write } from './storage.ts';
import { uuid } from './uuid.ts';

const PERSON = 'tgp_user';

/** The visitor's id, made on the first call. */
export const anonymousId = (): string => read(settings.idCookie) || write(settings.idCookie, uuid());

interface Person {
  userId?: string | undefined;
  traits?: Properties;
}

/** The last that was told in this page, for one that has a `JSON` of its own (MooTools 1.2). */
let told: Person | undefined;

/** What the site told of the visitor: its own id, and traits. */
export const person = (): Person => own(attempt(() => JSON.parse(read(PERSON) || '{}')) || told);

/** JSON of data alone, see there. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Properties, name) {
    return asData(this[name]);
  });

/** An id that the page gave, as a text. What is surely a mistake is none, with a warning: it would be everyone's. */
export function idOf(command: string, given: unknown): string {
  // In a list nothing is an empty text. A symbol has none at all.
  const id = attempt(() => [given].join())!;
  if (Object(given) !== given && !/^(undefined|null|NaN|true|false|\[object .*])$/.test(id)) return id;
  warn(command, id, 'is no id');
  return '';
}

/**
 * `tgp('identify', id, traits)`, or traits alone. Another person's traits don't carry over; the same person's do. A trait
 * that can't be kept is left out.
 */
export function identify(_: Call, id: unknown, given: unknown): void {
  if (Object(id) === id && given == null) return identify(_, null, id);
  const { userId, traits } = person();
  const known = (id !== 0 && idOf('identify', id)) || userId;
  const added = fieldsOf(given, toJson);
  told = { userId: known, traits: own(known === userId && traits, added) };
  write(PERSON, toJson(told));
}

/** Forgets the visitor and the visit. */
export function forgetPerson(): void {
  told = undefined;
  [settings.idCookie, PERSON, SESSION].map(forget);
}
