/** What an event costs a page, by one tag. */
export interface Row {
  /** Ms until the call returns, and of all work of the page's thread, with what the answer brings. */
  call: number;
  task: number;
  /** Ms that running the script takes; none of a script that there isn't. */
  run?: number;
  /** MB that the browser's processes have grown by after the events of `growthOf`. */
  growth: number;
}

export interface Results {
  version: string;
  date: string;
  rounds: number;
  burst: number;
  /** Events whose memory was measured. */
  growthOf: number;
  rows: { [tag: string]: Row };
}

/** The results as the docs show them. */
export function table({ version, date, rounds, burst, growthOf, rows }: Results): string {
  const lines = Object.entries(rows).map(
    ([tag, { call, task, run, growth }]) =>
      `| ${tag} | ${ms(call)} | ${ms(task)} | ${run === undefined ? '' : ms(run)} | ${growth.toFixed(0)} |`,
  );
  return `| ms in the page | the call until it returns | all work for an event | running the script | MB after ${growthOf.toLocaleString('en')} events |
|---|--:|--:|--:|--:|
${lines.join('\n')}

Medians of ${rounds} rounds of ${burst} events, one tag's after another's, Chromium ${version} (${date}), CPU not throttled.`;
}

const ms = (number: number) => number.toFixed(2);
