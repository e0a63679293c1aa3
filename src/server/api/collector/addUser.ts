import { foldName } from '../../access/sameName.ts';
import { HttpError } from '../../http/errors.ts';
import { Exists } from '../../store/errors.ts';
import type { Store } from '../../store/store.ts';
import type { UserRow } from '../../store/users.ts';

/** Adds a user where nobody has the name yet, in whatever case it is written. */
export async function addUser({ users }: Pick<Store, 'users'>, user: UserRow): Promise<void> {
  const taken = (name: string) => new HttpError('conflict', `name: there is a user "${name}" already`);
  const same = (await users.list()).find(other => foldName(other.name) === foldName(user.name));
  if (same) throw taken(same.name);
  try {
    await users.add(user);
  } catch (error) {
    throw error instanceof Exists ? taken(user.name) : error;
  }
}
