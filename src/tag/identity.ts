import { asData, kindOf } from '../protocol/asData.ts';
import { cutParameters } from '../protocol/cutParameters.ts';
import type { Properties } from '../protocol/event.ts';
import { isGranted } from './consent.ts';
import { stays } from './cutQuery.ts';
import { fieldsOf } from './fieldsOf.ts';
import type { Call } from './moment.ts';
import { own } from './own.ts';
import { attempt, warn } from './say.ts';
import { SESSION } from './session.ts';
import { settings } from './state.ts';
import { forget, PERSON, read, write } from './storage.ts';
import { uuid } from './uuid.ts';

/** The visitor's id, made on the first call. */
export const anonymousId = (): string => read(settings.idCookie) || write(settings.idCookie, uuid());

interface Person {
  userId?: string | undefined;
  traits?: Properties;
}

/** What the site told of the visitor, whole, and the text it is kept as, by which it is known to be the last that was told. */
let told: Person = {};
let keptAs: string | undefined;

/** Whether it is kept with what says which click led here. */
let withClicks: boolean | undefined;

/** JSON of data alone, see there; of addresses in it that alone which consent allows to be kept. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Properties, name) {
    const data = asData(this[name]);
    return typeof data !== 'string' || isGranted('ads') ? data : cutParameters(data, stays);
  });

/** Keeps it, as far as the page has a `JSON` that can (MooTools 1.2 has another). */
const keepTold = (): void => {
  withClicks = isGranted('ads');
  keptAs = write(PERSON, attempt(() => toJson(told)) || 'null');
};

/** What the site told of the visitor: its own id, and traits. Anything may stand there, of other scripts or versions. */
export function person(): Person {
  const text = read(PERSON);
  if (!text) return (told = {});
  if (text !== keptAs) {
    const { userId, traits } = own<Person>(attempt(() => JSON.parse(text)));
    told = {
      userId: typeof userId === 'string' ? userId : undefined,
      traits: kindOf(traits) === 'Object' ? traits! : {},
    };
    keptAs = text;
  }
  if (withClicks !== isGranted('ads')) keepTold();
  return told;
}

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
  // Where nothing can be kept, everything can be told.
  const added = fieldsOf(given, attempt(() => toJson(0)) === '0' ? toJson : Object);
  told = { userId: known, traits: own(known === userId && traits, added) };
  keepTold();
}

/** Forgets the visitor and the visit. */
export function forgetPerson(): void {
  [settings.idCookie, PERSON, SESSION].map(forget);
}
