import type { Properties } from '../protocol/event.ts';
import { attempt } from './attempt.ts';
import { SESSION } from './session.ts';
import { settings } from './settings.ts';
import { DOMAIN, read, write } from './storage.ts';
import { uuid } from './uuid.ts';

const USER = 'tgp_user';
const TRAITS = 'tgp_traits';

const idCookie = () => settings.idCookie || 'tgp_id';

/** The visitor's id, made on the first call. */
export const anonymousId = (): string => read(idCookie()) || write(idCookie(), uuid());

/** The site's own id for the visitor. */
export const userId = (): string | undefined => read(USER);

export const traits = (): Properties | undefined => attempt(() => JSON.parse(read(TRAITS)!));

/** `tgp('identify', id, traits)`. Another person's traits don't carry over; the same person's do. */
export function identify(id: unknown, added: Properties | undefined): void {
  const before = userId();
  if (id) write(USER, `${id}`);
  write(TRAITS, JSON.stringify(Object.assign({}, userId() === before && traits(), added)));
}

/** Forgets the visitor and the visit. */
export function forget(): void {
  for (const name of [idCookie(), USER, TRAITS, SESSION, DOMAIN]) write(name, '');
}
