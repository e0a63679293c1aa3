import { describe, expect, it } from 'vitest';
import { replaceEngines } from '../../bench/delivery/replaceEngines.ts';
import type { Results } from '../../bench/delivery/results.ts';

const made = (engines: string[], version: string, delayMs = 150): Results => ({
  delayMs,
  engines: Object.fromEntries(engines.map(engine => [engine, { version, date: '2026-11-22' }])),
  results: engines.map(engine => ({
    engine,
    moment: 'crash',
    transport: 'tag',
    sent: 100,
    before: Number(version),
    after: 100,
    storedTwice: 0,
  })),
});

describe('results that are measured engine by engine', () => {
  it('replace those of their engines and leave the others, in one order', () => {
    const both = replaceEngines(made(['chromium', 'webkit'], '1'), made(['firefox', 'chromium'], '2'));
    expect(Object.entries(both.engines).map(([engine, { version }]) => engine + version)).toEqual([
      'chromium2',
      'firefox2',
      'webkit1',
    ]);
    expect(both.results.map(({ engine, before }) => `${engine}${before}`)).toEqual([
      'chromium2',
      'firefox2',
      'webkit1',
    ]);
  });

  it('replace of an engine no other moment than was measured', () => {
    const saved = made(['chromium'], '1');
    const click = made(['chromium'], '2');
    click.results[0]!.moment = 'click';
    const { results } = replaceEngines(saved, click);
    expect(results.map(({ moment, before }) => `${moment}${before}`)).toEqual(['crash1', 'click2']);
  });

  it('stand alone where nothing was saved, or at another distance', () => {
    const measured = made(['firefox'], '2', 50);
    expect(replaceEngines(undefined, measured)).toEqual(measured);
    expect(replaceEngines(made(['chromium'], '1'), measured)).toEqual(measured);
  });
});
