import { BadOption } from './badOption.ts';
import { DATA_OPTION, readDataCommand, withStore } from './dataCommand.ts';

const HELP = `Usage: tgp retention [--clock-is-right] [--data <folder>]

Says as of when old events are removed. Where the clock was ahead of what the collector knew, by more than half a day,
it goes on from what it knew: nothing goes that arrived within its days. If it was the collector that did not run:

  --clock-is-right       removes by the clock from now on, at the next full hour of a collector that runs
${DATA_OPTION}`;

/** What \`tgp retention\` prints. */
export async function retentionCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const given = args.map(arg => (arg === '--clock-is-right' ? '--clock-is-right=yes' : arg));
  const call = readDataCommand({ name: 'retention', options: ['clock-is-right'] }, given, env);
  if (call === 'help') return HELP;
  const answer = call.options['clock-is-right'];
  if (answer !== undefined && answer !== 'yes') {
    throw new BadOption('--clock-is-right: takes no value');
  }
  return withStore(call.place, async ({ retentionClock }) => {
    const clock = await retentionClock.get();
    if (!clock) return 'no collector of this version has run here yet: nothing was removed';
    const time = new Date(clock.time).toISOString();
    if (!clock.ahead) return `old events are removed by the clock, as of ${time}`;
    if (answer) {
      await retentionClock.set({ ...clock, ahead: 0 });
      return `old events are removed by the clock again, as of ${time}`;
    }
    const believed = new Date(clock.time - clock.ahead).toISOString();
    return `old events are removed as of ${believed}: the clock says ${time}; if it is right, add --clock-is-right`;
  });
}
