import { BadOption } from './badOption.ts';
import { placeOf } from './dataCommand.ts';
import { isSame, migrationLines, secondsText } from './migrate/migrationLines.ts';
import { moveAccount } from './migrate/moveAccount.ts';
import { sideOf, withAddresses } from './migrate/places.ts';
import { bar } from './migrateCommand.ts';
import { readArgs } from './readArgs.ts';

const HELP = `Usage: tgp shard move <account> <server> --store "<servers>"

Moves an account to another one of the PostgreSQL servers that a collector's store is in. Collectors go on; for a moment at the end
they answer beacons of that account "503, come again". Stopped at any time, it goes on there the next time, before any other
account is moved; to give it up, move the account to where it is.

  <account>              its id
  <server>               where to: one of the servers, as "host:port/database", or by its place: 1, 2 …
  --store <servers>      all of them, as the collectors name them    TGP_STORE
  --store-file <file>    a file that holds them                      TGP_STORE_FILE
  --help                 this text
`;

/** What `tgp shard` prints. */
export async function shardCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const hint = '"tgp shard --help" lists the options';
  const text = { type: 'string' } as const;
  const known = { store: text, 'store-file': text, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = readArgs(args, known, hint);
  if (values.help) return HELP;
  const [verb, accountId, name, ...more] = positionals;
  if (verb !== 'move' || accountId === undefined || name === undefined || more.length)
    throw new BadOption(`write: tgp shard move <account> <server>; ${hint}`);
  const { servers: addresses } = placeOf(values, env);
  if (!addresses) throw new BadOption(`--store: name the servers of the store, postgres://…; ${hint}`);
  return withAddresses(addresses, async servers => {
    const { ids } = await sideOf(servers);
    const at = servers.all.findIndex((server, place) => server.name === name || String(place + 1) === name);
    const server = servers.all[at];
    if (!server) {
      const all = servers.all.map((each, place) => `${place + 1} (${each.name})`);
      throw new BadOption(`"${name}" is none of the servers; they are ${all.join(', ')}`);
    }
    const source = { name: (await servers.find(accountId))?.name ?? '' };
    const bars = bar();
    const moved = await moveAccount({ servers, accountId, to: ids[at]!, show: bars.show }).finally(bars.end);
    if (!moved) return `The account "${accountId}" is on ${server.name}.`;
    const lines = migrationLines({ source, target: server }, moved);
    if (isSame(moved)) {
      const time = secondsText(moved.switchMs!);
      lines.push(
        `Both are the same. Nothing of the account was stored for ${time}.`,
        `The account "${accountId}" is on ${server.name} now.`,
      );
    } else {
      process.exitCode = 1;
      lines.push('They are not the same: it stays where it was.');
    }
    return lines.join('\n');
  });
}
