import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MOMENTS } from '../../bench/delivery/moments.ts';
import type { Result, Results } from '../../bench/delivery/results.ts';
import { table } from '../../bench/delivery/table.ts';
import { TRANSPORTS } from '../../bench/delivery/transports.ts';

const cell = (change: Partial<Result>): Result => ({
  engine: 'firefox',
  moment: 'click',
  transport: 'tag',
  sent: 200,
  before: 200,
  after: 200,
  storedTwice: 0,
  ...change,
});

const made = (results: Result[], more: Partial<Results> = {}) =>
  table({
    delayMs: 150,
    engines: { firefox: { version: '153.7', date: '2026-11-22' } },
    results,
    ...more,
  });

describe('the table of deliveries', () => {
  it('says what arrived, and what the next page view brought', () => {
    const text = made([
      cell({}),
      cell({ transport: 'image', before: 0, after: 0 }),
      cell({ transport: 'tag, image', before: 0, after: 199 }),
    ]);
    expect(text).toContain('| click on a link | Firefox | 100 | 0 → 99 | n/d | 0 | n/d | n/d |');
    expect(text).toContain('Percent of 200 events a cell, of which stored more than once: 0.');
    expect(text).toContain('Firefox 153.7 (2026-11-22); each new connection is TLS with 150 ms each way.');
  });

  it('does not round a lost event away', () => {
    expect(made([cell({ sent: 10_000, before: 9_999, after: 9_999 })])).toContain('| Firefox | 99 |');
  });

  it('adds up what was stored more than once', () => {
    const text = made([cell({ storedTwice: 1 }), cell({ transport: 'image', storedTwice: 2 })]);
    expect(text).toContain('stored more than once: 3.');
  });

  it('has every engine, moment and transport of the committed results, at 100 events or more', () => {
    const file = new URL('../../bench/delivery/results.json', import.meta.url);
    const { engines, results }: Results = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(engines)).toEqual(['chromium', 'firefox', 'webkit']);
    for (const engine of Object.keys(engines))
      for (const moment of Object.keys(MOMENTS))
        for (const transport of Object.keys(TRANSPORTS)) {
          const own = results.filter(
            each => each.engine === engine && each.moment === moment && each.transport === transport,
          );
          expect(own).toHaveLength(1);
          expect(own[0]!.sent).toBeGreaterThanOrEqual(100);
        }
  });
});
