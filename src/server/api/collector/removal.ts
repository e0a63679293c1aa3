import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { dependentsOf, makerOf, revokeDependents, takeOver } from '../../access/dependents.ts';
import type { Maker } from '../../access/token.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import { nothing } from '../../http/openapi/parts.ts';
import type { Store } from '../../store/store.ts';
import { Token, tokenJson } from './tokensAnswers.ts';

/** What becomes of the tokens that hang on whoever is removed. */
export const Removal = Type.Object(
  {
    tokens: Type.Optional(
      Type.Enum(['remove', 'hand_over'], {
        fix: 'must be "remove", which is the default, or "hand_over", to whoever asks',
        description: 'What becomes of the tokens that hang on it: revoked, or handed over to whoever asks.',
      }),
    ),
  },
  { additionalProperties: false },
);

const Removed = Type.Object(
  { removed: Type.Array(Token), handed_over: Type.Array(Token) },
  { title: 'Removed', additionalProperties: false },
);

/** Without a body where nothing hung on it. */
export const REMOVAL_ANSWERS = { 200: Removed, 204: nothing };

/**
 * Removes somebody, and revokes or takes over what hangs on him.
 * @param remove settles once he can make no more tokens
 */
export async function removeWith(
  { store, time, access, maker }: { store: Store; time: number; access: Access; maker: Maker },
  how: 'remove' | 'hand_over' | undefined,
  remove: () => Promise<void>,
) {
  const handsOver = how === 'hand_over';
  if (handsOver) await refuseOwn(store, access, maker);
  const handed = handsOver ? await takeOver(store, maker, access) : [];
  await remove();
  const late = handsOver ? await takeOver(store, maker, access) : [];
  const removed = handsOver ? [] : await revokeDependents(store, maker, time);
  const handedOver = [...handed, ...late];
  if (!removed.length && !handedOver.length) return undefined;
  const now = async (id: string) => tokenJson((await store.tokens.get(id))!);
  return {
    removed: await Promise.all(removed.map(({ id }) => now(id))),
    handed_over: await Promise.all(handedOver.map(({ id }) => now(id))),
  };
}

/** What hangs on a token can't be handed to that token, nor to one that hangs on it. */
async function refuseOwn(store: Store, access: Access, maker: Maker): Promise<void> {
  const heir = makerOf(access);
  const dependents = await dependentsOf(store, maker);
  const isOwn = (each: Maker) => each.kind === heir.kind && each.id === heir.id;
  if (isOwn(maker) || dependents.some(({ id }) => isOwn({ kind: 'token', id }))) {
    const message = 'tokens: what is removed can not be handed over to itself: ask with another token';
    throw invalid({ field: 'tokens', message, type: 'itself' });
  }
  for (const [right, what] of [
    ['publish', 'publish'],
    ['people', 'show and erase persons'],
  ] as const) {
    if (dependents.some(row => (row[right] ?? 0) > 0) && !access[right]) {
      throw new HttpError(
        'forbidden',
        `tokens: one of them has the right to ${what}, which this token has not`,
      );
    }
  }
}
