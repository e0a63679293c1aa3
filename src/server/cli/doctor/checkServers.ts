import { ENCODING, HOW_TO_MAKE, isUnicode } from '../../postgres/encoding.ts';
import { HOW_TO_OWN, migrationNames } from '../../postgres/migrate.ts';
import type { ServerAddress } from '../../postgres/readServers.ts';
import { Server } from '../../postgres/server.ts';
import { isUnfinished } from '../../postgres/unfinished.ts';
import { UNFINISHED } from '../../store/unfinished.ts';
import { withStore } from '../dataCommand.ts';
import { namesOf } from '../readStore.ts';
import { whyOf } from '../whyOf.ts';
import { bad, type Check, ok } from './check.ts';
import type { Events } from './checkPublic.ts';

const NAME = 'store';

/** What a server says of itself: whether the tables are there, whether a commit waits for standbys, and what it is. */
const STATE = `SELECT to_regclass('migrations') IS NOT NULL AS has_tables,
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
  current_setting('synchronous_standby_names') <> '' AS has_standby, current_setting('server_version') AS version, ${ENCODING} AS encoding`;

interface State {
  has_tables: boolean;
  may_create: boolean;
  has_standby: boolean;
  version: string;
  encoding: string;
}

/** That a server can be written to, by this version. Changes nothing. */
export async function checkServer(address: ServerAddress): Promise<Check> {
  const { name } = address;
  const server = new Server(address, { connections: 2 });
  try {
    const { has_tables, may_create, has_standby, version, encoding } = (await server.first<State>(STATE))!;
    if (!isUnicode(encoding)) return bad(NAME, `${name} is in ${encoding}, and must be in UTF8`, HOW_TO_MAKE);
    if (!has_tables && !may_create) return bad(NAME, `${name} lets its user make no tables`, HOW_TO_OWN);
    if (!has_tables)
      return bad(NAME, `${name} has no tables of tgp's`, 'the collector makes them at its first start');
    const known = new Set(migrationNames());
    const newer = (await server.all<{ name: string }>('SELECT name FROM migrations')).find(
      row => !known.has(row.name),
    );
    if (newer)
      return bad(NAME, `${name} was written by a newer tgp (migration ${newer.name})`, 'start that version');
    if (await isUnfinished(server)) return bad(NAME, `${name} is no whole store yet`, UNFINISHED);
    const standby = has_standby ? 'commits wait for a standby' : 'commits wait for no standby';
    return ok(NAME, `${name} can be written to (PostgreSQL ${version}); ${standby}`);
  } catch (error) {
    return bad(NAME, whyOf(error), '--store or TGP_STORE names hosts, database and user');
  } finally {
    await server.close();
  }
}

/** The events that servers have. */
export const inServers = (servers: ServerAddress[]): Events => ({
  where: namesOf(servers),
  has: (writeKey, messageId) =>
    withStore({ servers }, async store => (await store.event(writeKey, messageId)) !== undefined),
});
