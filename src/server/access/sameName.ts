import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';

/** What names have in common that nobody tells apart: their letters, in whatever case. */
export const foldName = (name: string): string => name.toLowerCase();

/** The user of that name; else the one whose name is the same but for its case, where there is a single one. */
export async function userNamed(users: Store['users'], name: string): Promise<UserRow | undefined> {
  const exactly = await users.get(name);
  if (exactly) return exactly;
  const same = (await users.list()).filter(user => foldName(user.name) === foldName(name));
  return same.length === 1 ? same[0] : undefined;
}
