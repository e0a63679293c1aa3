import { DATA_OPTION, readDataCommand, withOwnStore } from './dataCommand.ts';
import { progress } from './progress.ts';

const HELP = `Usage: tgp rebuild [--data <folder>]

Makes counts, last-seen times and conversions from the stored events again, and says what is different from before:
nothing, unless something went wrong. A running collector goes on meanwhile. One that is stopped goes on where it was,
the next time.

${DATA_OPTION}`;

/** What `tgp rebuild` prints. */
export async function rebuildCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readDataCommand({ name: 'rebuild' }, args, env);
  if (call === 'help') return HELP;
  const bar = progress('rebuilding');
  const { events, tables } = await withOwnStore(call.file, store => store.rebuild(bar.show)).finally(bar.end);
  return [
    `${events} events`,
    ...tables.map(
      ({ name, rows, changed }) =>
        `${name}: ${rows} rows, ${changed ? `${changed} of them changed` : 'as before'}`,
    ),
  ].join('\n');
}
