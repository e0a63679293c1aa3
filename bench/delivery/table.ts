import { MOMENTS, type Moment, TITLES } from './moments.ts';
import type { Result, Results } from './results.ts';
import { TRANSPORTS, type Transport } from './transports.ts';

const NAMES: Record<string, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** The results in Markdown: of 100 events, how many arrived without another page view, and with one. */
export function table({ delayMs, engines, results }: Results): string {
  const transports = Object.keys(TRANSPORTS) as Transport[];
  const rows = (Object.keys(MOMENTS) as Moment[]).flatMap(moment =>
    Object.keys(engines).flatMap(engine => {
      const own = results.filter(result => result.moment === moment && result.engine === engine);
      if (!own.length) return [];
      const cells = transports.map(name => cell(own.find(({ transport }) => transport === name)));
      return [`| ${[TITLES[moment], NAMES[engine], ...cells].join(' | ')} |`];
    }),
  );
  const events = Math.min(...results.map(({ sent }) => sent));
  const versions = Object.entries(engines).map(
    ([engine, { version, date }]) => `${NAMES[engine]} ${version} (${date})`,
  );
  const twice = results.reduce((total, { storedTwice }) => total + storedTwice, 0);
  return [
    `| the page is left by | engine | ${transports.join(' | ')} |`,
    `|---|---|${transports.map(() => '--:|').join('')}`,
    ...rows,
    '',
    [
      `Percent of ${events} events a cell, of which stored more than once: ${twice}.`,
      `${versions.join(', ')}; each new connection is TLS with ${delayMs} ms each way.`,
    ].join('\n'),
  ].join('\n');
}

function cell(result: Result | undefined): string {
  if (!result) return 'n/d';
  const percent = (arrived: number) => String(Math.floor((arrived / result.sent) * 100));
  const { before, after } = result;
  return before === after ? percent(before) : `${percent(before)} → ${percent(after)}`;
}
