import type { ErasingTag } from '../../store/erasing.ts';
import { lockAccounts, newVersion } from '../accountState.ts';
import type { Context } from '../context.ts';
import { directory } from '../records/directory.ts';
import { isThere } from '../records/isThere.ts';
import type { Server } from '../server.ts';
import { dropCopies } from './dropCopies.ts';
import { type ErasedTag, eraseTagRows } from './eraseTagRows.ts';
import { eraseStep, whileThere } from './step.ts';

/**
 * Removes a tag with all that hangs on it, a few rows in each transaction: its beacons are refused from the first on. Killed, it
 * goes on another time. The orders and visitors of its conversions keep others from counting as before.
 * @returns false where there is none
 */
export async function eraseTag(
  context: Context,
  writeKey: string,
  erasing: ErasingTag = {},
): Promise<boolean> {
  const { servers } = context;
  const accountId = await servers.accountOf('write_key', writeKey);
  const server = accountId === undefined ? undefined : await servers.find(accountId);
  if (accountId === undefined || !server) return false;
  return whileThere(eraseFrom(context, server, { accountId, writeKey }, erasing), false);
}

async function eraseFrom(
  context: Context,
  server: Server,
  tag: ErasedTag,
  erasing: ErasingTag,
): Promise<boolean> {
  erasing.signal?.throwIfAborted();
  const { accountId, writeKey } = tag;
  const wasThere = await setDisabled(context, server, tag, 1);
  await eraseTagRows(context, server, tag, erasing);
  // A move that goes on follows that.
  await dropCopies(context.servers, { home: server, accountId }, erasing.signal);
  if (erasing.isKept) {
    // The same of what another collector had let in before.
    await eraseTagRows(context, server, tag, { signal: erasing.signal });
    await setDisabled(context, server, tag, 0);
    return wasThere;
  }
  await leave(context, tag);
  await giveBack(context, server, tag);
  // Another collector may have stored what it had let in before. From now on the key is nobody's, or another's.
  if (!(await isThere(server, accountId, 'write_key', writeKey))) await eraseTagRows(context, server, tag);
  return wasThere;
}

/** @returns false where it is no more */
const setDisabled = (
  { changes }: Context,
  server: Server,
  { accountId, writeKey }: ErasedTag,
  disabled: 0 | 1,
): Promise<boolean> =>
  eraseStep(server, accountId, async session => {
    const many = await session.run('UPDATE tags SET disabled = $3 WHERE account_id = $1 AND write_key = $2', [
      accountId,
      writeKey,
      disabled,
    ]);
    await newVersion(session, accountId);
    await changes.tell(session, accountId);
    return many > 0;
  });

/** The tag itself, with what strangers know it by beside its key. */
async function leave(context: Context, { accountId, writeKey }: ErasedTag): Promise<void> {
  await directory(context).leave(accountId, async session => {
    await lockAccounts(session, [accountId]);
    const tags = await session.all<{ integration_id: string }>(
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
        ...tags.map(({ integration_id: id }) => ({
          kind: 'integration' as const,
          id,
          field: 'integration_id',
        })),
        ...paths.map(({ path }) => ({ kind: 'path' as const, id: path, field: 'path' })),
      ],
    };
  });
}

/** Its key: a tag that got it meanwhile has it still. */
async function giveBack({ servers, changes }: Context, server: Server, { accountId, writeKey }: ErasedTag) {
  const id = { kind: 'write_key' as const, id: writeKey };
  await servers.first.transaction(async session => {
    const row = await session.first(
      `SELECT 1 FROM public_ids WHERE kind = 'write_key' AND id = $1 AND account_id = $2 FOR UPDATE`,
      [writeKey, accountId],
    );
    const own = server === servers.first ? session : server;
    if (!row || (await isThere(own, accountId, id.kind, id.id))) return;
    await session.run(`DELETE FROM public_ids WHERE kind = 'write_key' AND id = $1`, [writeKey]);
    await changes.tellIds(session, [id]);
  });
}
