import { lockAccounts, newVersion } from '../accountState.ts';
import type { Context } from '../context.ts';
import { directory } from '../records/directory.ts';
import { type ErasedTag, eraseTagRows } from './eraseTagRows.ts';
import { step } from './step.ts';

/**
 * Removes a tag with all that hangs on it, a few rows in each transaction: its beacons are refused from the first on. Killed, it
 * goes on another time. The orders and visitors of its conversions keep others from counting as before.
 * @returns false where there is none
 */
export async function eraseTag(context: Context, writeKey: string): Promise<boolean> {
  const { servers, changes } = context;
  const accountId = await servers.accountOf('write_key', writeKey);
  const server = accountId === undefined ? undefined : await servers.find(accountId);
  if (accountId === undefined || !server) return false;
  const tag = { accountId, writeKey };
  const isThere = await step(server, accountId, async session => {
    const many = await session.run('UPDATE tags SET disabled = 1 WHERE account_id = $1 AND write_key = $2', [
      accountId,
      writeKey,
    ]);
    await newVersion(session, accountId);
    await changes.tell(session, accountId);
    return many > 0;
  });
  await eraseTagRows(context, server, tag);
  await leave(context, tag);
  // Another collector may have stored what it had let in before; from now on the key is nobody's.
  await eraseTagRows(context, server, tag);
  return isThere;
}

/** The tag itself, with what strangers know it by. */
async function leave(context: Context, { accountId, writeKey }: ErasedTag): Promise<void> {
  await directory(context).leave(accountId, async session => {
    await lockAccounts(session, [accountId]);
    const [tag] = await session.all<{ integration_id: string }>(
      'DELETE FROM tags WHERE account_id = $1 AND write_key = $2 RETURNING integration_id',
      [accountId, writeKey],
    );
    const paths = await session.all<{ path: string }>(
      'DELETE FROM tag_paths WHERE account_id = $1 AND write_key = $2 RETURNING path',
      [accountId, writeKey],
    );
    await newVersion(session, accountId);
    await context.changes.tell(session, accountId);
    return {
      result: undefined,
      ids: [
        { kind: 'write_key', id: writeKey, field: 'write_key' },
        ...(tag ? [{ kind: 'integration' as const, id: tag.integration_id, field: 'integration_id' }] : []),
        ...paths.map(({ path }) => ({ kind: 'path' as const, id: path, field: 'path' })),
      ],
    };
  });
}
