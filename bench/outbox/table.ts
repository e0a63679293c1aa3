/** Milliseconds of a page's thread for an event, its processor throttled. */
export interface Row {
  /** With the outbox, and without. */
  with: number;
  without: number;
  /** What the outbox costs: the middle of the differences between bursts side by side. */
  cost: number;
  /** 95 of 100 times the cost is no farther from that. */
  noise: number;
}

export interface Results {
  version: string;
  date: string;
  throttle: number;
  rounds: number;
  burst: number;
  /** Until `tgp('track', …)` returns, and all work, with what the answer brings. */
  call: Row;
  task: Row;
  /** What a bare write of such an entry to localStorage takes, and its removal. */
  bare: number;
}

/** The results as the README shows them. */
export function table({ version, date, throttle, rounds, burst, call, task, bare }: Results): string {
  const row = (title: string, row: Row) =>
    `| ${[title, ...[row.with, row.without, row.cost, row.noise].map(ms)].join(' | ')} |`;
  return `| ms an event, CPU throttled ${throttle} times | with the outbox | without | its cost | ± |
|---|--:|--:|--:|--:|
${row("`tgp('track', …)` until it returns", call)}
${row('all work of the thread, with the answer', task)}

Medians of ${rounds} rounds of ${burst} events, Chromium ${version} (${date}); ± holds 95 of 100 times.
A bare write of such an entry to localStorage and its removal take ${ms(bare)} ms.`;
}

const ms = (number: number) => number.toFixed(2);
