import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back what the start needed and nothing does any more, some 30 MB: V8 would keep it until there are that many
 * megabytes of new garbage, and a collector that waits makes none. Before anyone waits for an answer.
 */
export function letGo(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: { type: 'major'; flavor: 'last-resort' }) => void;
  collect({ type: 'major', flavor: 'last-resort' });
}
