import type { Properties } from '../protocol/event.ts';
import { attempt } from './attempt.ts';
import { SESSION } from './session.ts';
import { settings } from './settings.ts';
import { read, write } from './storage.ts';
import { uuid } from './uuid.ts';

const USER = 'tgp_user';
/** Traits are personal: unlike the ids they stay out of cookies. */
const TRAITS = 'tgp_traits';

const idCookie = () => settings.idCookie || 'tgp_id';

/** The visitor's id, made on the first call. */
export function anonymousId(): string {
  let id = read(idCookie());
  if (!id) write(idCookie(), (id = uuid()));
  return id;
}

/** The site's own id for the visitor. */
export const userId = (): string | undefined => read(USER);

export const traits = (): Properties | undefined => attempt(() => JSON.parse(read(TRAITS, true)!));

/** Another person's traits don't carry over; the same person's do. */
export function identify(id: unknown, added: Properties | undefined): void {
  const known = !id || `${id}` === userId() ? traits() : {};
  if (id) write(USER, `${id}`);
  write(TRAITS, JSON.stringify(Object.assign({}, known, added)), true);
}

/** Forgets the visitor and the visit. */
export function forget(): void {
  for (const name of [idCookie(), USER, TRAITS, SESSION]) write(name, '');
}
