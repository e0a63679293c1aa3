import { type Busy, busyText } from '../busy.ts';
import type { Beside } from './beside.ts';

/** A store of some size. */
export interface Step {
  events: number;
  mb: number;
  /** CPU for an event, in microseconds. */
  insert: number;
  /** What was done beside 200 beacons a second. */
  beside: { [name: string]: Beside };
}

export interface Results {
  node: string;
  date: string;
  busy: Busy;
  steps: Step[];
}

/** The results as the docs show them: times what it was in the smallest store, and beside nothing. */
export function table({ node, date, busy, steps }: Results): string {
  const [first] = steps;
  const times = (a: number, b: number) => `${(a / b).toFixed(1)} ×`;
  const row = (name: string, cell: (step: Step) => string) => `| ${[name, ...steps.map(cell)].join(' | ')} |`;
  const names = Object.keys(first!.beside).filter(name => name !== 'nothing');
  const lines = [
    row('CPU of an event', ({ insert }) => times(insert, first!.insert)),
    ...names.map(name =>
      row(`a beacon beside ${name}`, step => times(step.beside[name]!.longest, step.beside.nothing!.longest)),
    ),
  ];
  const refused = steps.reduce(
    (sum, step) => sum + Object.values(step.beside).reduce((all, each) => all + each.refused, 0),
    0,
  );
  const [largest] = steps.slice(-1);
  const longest = Math.max(...Object.values(largest!.beside).map(each => each.longest));
  return `| | ${steps.map(({ events }) => `${events.toLocaleString('en')} events`).join(' | ')} |
|---|${steps.map(() => '--:').join('|')}|
${lines.join('\n')}

The cost of an event is times that in the smallest store. Of the beacons, 200 a second, the longest that one waited is times
the longest that one waited beside nothing, in a store of the same size; ${refused ? `${refused} ${refused === 1 ? 'was' : 'were'} refused` : 'none was refused'}. In the largest of them none
waited longer than ${longest.toFixed(0)} ms. There was ${busyText(busy)}
before it began; Node ${node} (${date}).`;
}
