import { isPostgres } from '../postgres/readServers.ts';
import { BadOption } from './badOption.ts';
import { counting } from './counting.ts';
import { migrate } from './migrate/migrate.ts';
import { endLines, isSame, migrationLines } from './migrate/migrationLines.ts';
import { type Where, withSource, withTarget } from './migrate/places.ts';
import { TABLES } from './migrate/tables.ts';
import type { Progress } from './progress.ts';
import { readGiven } from './readAdminToken.ts';
import { readArgs } from './readArgs.ts';

const HELP = `Usage: tgp migrate --from <store> --to <store> [--switch]
       tgp migrate --from <store> --cancel

Moves all that is stored to another store: from a folder to PostgreSQL servers, or back. The collector of the first one may go
on receiving meanwhile. Stopped at any time, it goes on there the next time. Log-ins do not move.

A store is a folder, like ./data, or servers, like postgres://user:password@host/database, several with spaces between them:
put them in quotes, or name the others after the first. A password in a file is in no list of processes.

  --from <store>         what is moved
  --from-file <file>     a file that holds its servers
  --to <store>           where to: what nothing was stored in yet
  --to-file <file>       a file that holds its servers
  --switch               at the end the first store takes nothing more (beacons are answered "503, come again"), what
                         changed last is moved and compared, and the other one can be started: a few seconds.
                         Without it all is moved and compared, and the first one stays what it is; run it again with it
  --cancel               gives a migration up: the first store is as if there had been none, and takes what is sent to it
  --help                 this text

It prints what each side has, and ends with 1 where they differ.
`;

/** What `tgp migrate` prints. */
export async function migrateCommand(args: string[]): Promise<string> {
  const call = readCall(args);
  if (call === 'help') return HELP;
  const { from, to, isSwitch } = call;
  if (!to) {
    return withSource(from, async source => {
      await source.end();
      return `${source.name} is moved nowhere. What was copied of it is where it was copied to: remove it there.`;
    });
  }
  const lines = await withSource(from, source =>
    withTarget(to, async target => {
      const bars = bar();
      const moved = await migrate({
        source,
        target,
        tables: TABLES,
        isRenumbered: isPostgres(from.value),
        isSwitch,
        show: bars.show,
      }).finally(bars.end);
      if (!isSame(moved)) process.exitCode = 1;
      return [...migrationLines({ source, target }, moved), ...endLines(source, moved)];
    }),
  );
  return lines.join('\n');
}

/** One bar after the other. */
export function bar(): { show(what: string, rows: number, total: number): void; end(): void } {
  let shown: { what: string; bar: Progress } | undefined;
  return {
    show(what, rows, total) {
      if (shown?.what !== what) {
        shown?.bar.end();
        shown = { what, bar: counting(what) };
      }
      shown.bar.show(rows, total);
    },
    end: () => shown?.bar.end(),
  };
}

interface Call {
  from: Where;
  to: Where | undefined;
  isSwitch: boolean;
}

function readCall(args: string[]): Call | 'help' {
  const hint = '"tgp migrate --help" lists the options';
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = readArgs(
    args,
    {
      ...{ from: text, 'from-file': text, to: text, 'to-file': text },
      ...{ switch: flag, cancel: flag, help: { ...flag, short: 'h' } },
    },
    hint,
  );
  if (values.help) return 'help';
  const from = whereOf('from', values);
  if (!from) throw new BadOption(`--from: name the store that is to be moved; ${hint}`);
  const to = whereOf('to', values);
  const isCancel = values.cancel === true;
  if (isCancel && (to || values.switch))
    throw new BadOption('--cancel: it moves nothing, leave --to and --switch out');
  if (!isCancel && !to) throw new BadOption(`--to: name where to move it; ${hint}`);
  const [of, ...both] = [from, to].filter(each => each && isPostgres(each.value));
  if (to && (!of || both.length)) {
    throw new BadOption('--to: one of the two stores is a folder, the other one servers (postgres://…)');
  }
  for (const each of positionals) {
    if (!of || !isPostgres(each)) throw new BadOption(`"${each}" is no server; ${hint}`);
    of.value += ` ${each}`;
  }
  return { from, to, isSwitch: values.switch === true };
}

/** A store by its option, or servers by the file that holds them. */
function whereOf(name: string, values: Record<string, unknown>): Where | undefined {
  const option = (flag: string) => ({ name: `--${flag}`, value: values[flag] as string | undefined });
  const given = readGiven(option(name), option(`${name}-file`));
  if (!given) return undefined;
  if (given.name === `--${name}-file` && !isPostgres(given.text))
    throw new BadOption(`${given.name}: write postgres://user:password@host:5432/database into the file`);
  return { option: given.name, value: given.text };
}
