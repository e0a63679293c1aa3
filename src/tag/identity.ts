import type { Properties } from '../protocol/event.ts';
import type { Call } from './moment.ts';
import { attempt } from './say.ts';
import { SESSION } from './session.ts';
import { settings } from './state.ts';
import { read, write } from './storage.ts';
import { uuid } from './uuid.ts';

const PERSON = 'tgp_user';

/** The visitor's id, made on the first call. */
export const anonymousId = (): string => read(settings.idCookie) || write(settings.idCookie, uuid());

/** What the site told of the visitor: its own id, and traits. */
export const person = (): { userId?: string; traits?: Properties } =>
  attempt(() => JSON.parse(read(PERSON)!)) || {};

/** `tgp('identify', id, traits)`. Another person's traits don't carry over; the same person's do. */
export function identify(_: Call, id: unknown, added: Properties | undefined): void {
  const { userId, traits } = person();
  const known = id ? id + '' : userId;
  write(
    PERSON,
    JSON.stringify({ userId: known, traits: Object.assign({}, known === userId && traits, added) }),
  );
}

/** Forgets the visitor and the visit. */
export function forget(): void {
  [settings.idCookie, PERSON, SESSION].map(name => write(name, ''));
}
