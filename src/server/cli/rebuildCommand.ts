import { DATA_OPTION, readDataCommand, withStore } from './dataCommand.ts';

const HELP = `Usage: tgp rebuild [--data <folder>]

Makes counts, last-seen times and conversions from the stored events again, and says what is different from before:
nothing, unless something went wrong. A running collector answers 503 meanwhile, and senders try again.

${DATA_OPTION}`;

/** What `tgp rebuild` prints. */
export async function rebuildCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readDataCommand({ name: 'rebuild' }, args, env);
  if (call === 'help') return HELP;
  const { events, tables } = await withStore(call.file, store => store.rebuild());
  return [
    `${events} events`,
    ...tables.map(
      ({ name, rows, changed }) =>
        `${name}: ${rows} rows, ${changed ? `${changed} of them changed` : 'as before'}`,
    ),
  ].join('\n');
}
