import { asData, kindOf } from '../protocol/asData.ts';
import type { Properties } from '../protocol/event.ts';
import { fieldsOf } from './fieldsOf.ts';
import { forgetCookie } from './forgetCookie.ts';
import type { Call } from './moment.ts';
import { attempt, isOneOf, warn } from './say.ts';
import { SESSION } from './session.ts';
import { settings } from './state.ts';
import { read, write } from './storage.ts';

const PERSON = 'tgp_user';

/**
 * A uuid v4: the one in the URL that browsers make for a Blob (Chromium, Firefox and WebKit all draw it from their
 * secure generator). It works on plain http, where `crypto.randomUUID` is missing, in a third of the bytes.
 */
export const uuid = (): string => URL.createObjectURL(new Blob()).slice(-36);

/** The visitor's id, made on the first call. */
export const anonymousId = (): string => read(settings.idCookie) || write(settings.idCookie, uuid());

/** What the site told of the visitor: its own id, and traits. */
export const person = (): { userId?: string; traits?: Properties } =>
  attempt(() => JSON.parse(read(PERSON)!)) || {};

/** JSON of data alone, see there. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Properties, name) {
    return asData(this[name]);
  });

/**
 * `tgp('identify', id, traits)`, or traits alone. Another person's traits don't carry over; the same person's do. What is
 * surely a mistake is no id, and a trait that can't be kept is left out.
 */
export function identify(_: Call, id: unknown, given: unknown): void {
  if (Object(id) === id && given == null) return identify(_, null, id);
  const { userId, traits } = person();
  const isWrong =
    Object(id) === id || Number.isNaN(id) || isOneOf('undefined, null, NaN, [object Object]', id);
  if (isWrong) warn('identify', kindOf(id), id, 'is no id');
  const known = id && !isWrong ? id + '' : userId;
  const added = fieldsOf(given);
  for (const name of Object.keys(added))
    attempt(
      () => toJson(added[name]),
      reason => {
        delete added[name];
        warn('identify', name, reason);
      },
    );
  write(PERSON, toJson({ userId: known, traits: Object.assign({}, known === userId && traits, added) }));
}

/** Forgets the visitor and the visit. */
export function forget(): void {
  [settings.idCookie, SESSION].map(name => forgetCookie(name));
  [settings.idCookie, PERSON, SESSION].map(name => write(name, ''));
}
