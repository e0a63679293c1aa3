import { dirname } from 'node:path';
import { lockFolder } from '../sqlite/lockFolder.ts';
import type { KindDifference, Rebuilt, VisitDifference } from '../store/store.ts';
import { BadOption } from './badOption.ts';
import { DATA_OPTION, readDataCommand, withOwnStore } from './dataCommand.ts';
import { progress } from './progress.ts';

const HELP = `Usage: tgp rebuild [--apply | --dry-run] [--data <folder>]

Makes counts, last-seen times, conversions and visits from the stored events again, and says what is different from before:
nothing, unless something went wrong. A running collector goes on meanwhile. One that is stopped goes on where it was,
the next time.

Where events were stored by a version that knew fewer names of what happened, or other rules of what a visit is of,
counting them again changes what reports say of the past. Then nothing is changed until --apply: what would be different
is shown, kind by kind.

  --apply                change it, whatever is different
  --dry-run              change nothing, show what is different
${DATA_OPTION}`;

/** What `tgp rebuild` prints. */
export async function rebuildCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readDataCommand({ name: 'rebuild', flags: ['apply', 'dry-run'] }, args, env);
  if (call === 'help') return HELP;
  const { apply, 'dry-run': isDry } = call.flags;
  if (apply && isDry) throw new BadOption('--dry-run: it changes nothing, leave one of it and --apply out');
  // What it has read of the events must be there to its end.
  const { file } = call.place;
  const unlock = file === undefined ? undefined : lockFolder(dirname(file));
  const bar = progress('rebuilding');
  return withOwnStore(call.place, async store => {
    const isOutdated = await store.isOutdated();
    if (apply || !(isDry || isOutdated)) return linesOf(await store.rebuild(bar.show), 'changed').join('\n');
    const difference = await store.difference(bar.show);
    return [
      ...linesOf(difference, 'would change'),
      ...difference.kinds.flatMap(kindLines),
      ...difference.visits.flatMap(visitLines),
      ...(isOutdated
        ? ['These events were counted by the vocabulary or the rules of an earlier version.']
        : []),
      'Nothing is changed: "tgp rebuild --apply" changes it.',
    ].join('\n');
  }).finally(() => {
    bar.end();
    unlock?.();
  });
}

const linesOf = ({ events, tables }: Rebuilt, verb: string): string[] => [
  `${events} events`,
  ...tables.map(
    ({ name, rows, changed }) =>
      `${name}: ${rows} rows, ${changed ? `${changed} of them ${verb}` : 'as before'}`,
  ),
];

/** The numbers of a kind, where there are some. */
function kindLines({ kind, events, conversions }: KindDifference): string[] {
  const numbers = ({ before, after }: { before: number; after: number }) =>
    before === after ? `${before}, as before` : `${before} before, ${after} after`;
  return [
    `${kind}: ${numbers(events)}`,
    ...(conversions.before || conversions.after ? [`${kind}, conversions: ${numbers(conversions)}`] : []),
  ];
}

/** The visits that are counted in a way and came by a channel, where they are not as many as before. */
const visitLines = ({ counted, channel, before, after }: VisitDifference): string[] =>
  before === after ? [] : [`visits, ${counted}, ${channel}: ${before} before, ${after} after`];
