import { callApi } from '../callApi.ts';
import { TEXT } from '../text.ts';
import { BY_COOKIE } from './who.ts';

interface Token {
  name: string;
}

/** Removes a user once what goes with him has been shown. Settles with what went; undefined where it was not done. */
export async function removeUser(name: string): Promise<string | undefined> {
  const T = TEXT.users;
  const path = `users/${encodeURIComponent(name)}`;
  const { tokens } = await callApi<{ tokens: Token[] }>(path, BY_COOKIE);
  if (
    !confirm(
      T.sure(
        name,
        tokens.map(each => each.name),
      ),
    )
  )
    return undefined;
  const answer = await callApi<{ removed: Token[] } | undefined>(`${path}?tokens=remove`, BY_COOKIE, {
    method: 'DELETE',
  });
  return T.removed(name, answer?.removed.map(each => each.name) ?? []);
}
