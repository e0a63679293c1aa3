import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PEERS } from '../../bench/bytes/peers.ts';
import { table as bytesTable } from '../../bench/bytes/table.ts';
import { table as collectorTable } from '../../bench/collector/table.ts';
import { table as growthTable } from '../../bench/growth/table.ts';
import { table as queryTable } from '../../bench/query/table.ts';
import { table as reportsTable } from '../../bench/reports/table.ts';
import { table as scaleTable } from '../../bench/scale/table.ts';

const busy = { cores: 2, load: 0.5 };
const made = { node: '24.0.0', date: '2026-11-29' };

it('a table of queries has times of ours, and marks who says something else', () => {
  const row = { work: 'write', event: 'a page view' } as const;
  const rows = [
    { ...row, name: 'tgp', us: 2, isEqual: true },
    { ...row, name: 'qs', us: 11, isEqual: true },
    { ...row, name: 'flat', us: 5, isEqual: false },
  ];
  const text = queryTable({ ...made, versions: { qs: '1', flat: '2' }, rows });
  expect(text).toContain('| write a page view | 1 | 5.5 × | 2.5 × ¹ |');
});

it('a table of servers has times of nginx, or of Fastify where there was none', () => {
  const one = { connections: 64, sent: 1 };
  const rows = [
    { ...one, name: 'nginx', us: 10, p50: 1, p99: 2 },
    { ...one, name: 'fastify', us: 20, p50: 2, p99: 2 },
    { ...one, name: 'tgp', us: 50, p50: 3, p99: 5 },
    { ...one, name: 'tgp, PostgreSQL', us: 120, p50: 6, p99: 9 },
  ];
  const versions = { fastify: '5', tgp: '1' };
  const all = { ...made, seconds: 5, busy };
  expect(collectorTable({ ...all, versions: { nginx: '1', ...versions }, rows })).toContain(
    '| 64 | tgp | 5.0 × | 3.0 × | 2.5 × |\n| 64 | tgp, PostgreSQL | 12.0 × | 6.0 × | 4.5 × |',
  );
  const alone = rows.slice(0, -1);
  expect(collectorTable({ ...all, versions: { nginx: '1', ...versions }, rows: alone })).not.toContain(
    'tgp, PostgreSQL',
  );
  expect(collectorTable({ ...all, versions, rows })).toContain('| 64 | tgp | 2.5 × | 1.5 × | 2.5 × |');
});

it('a table of growth has times of the smallest store and of nothing, and says what was refused', () => {
  const besides = (longest: number, refused: number) => ({
    nothing: { took: 1, longest: 10, refused: 0 },
    reads: { took: 1, longest, refused },
  });
  const steps = [
    { events: 1000, mb: 1, insert: 50, beside: besides(10, 0) },
    { events: 10_000, mb: 10, insert: 60, beside: besides(25, 2) },
  ];
  const text = growthTable({ ...made, busy, steps });
  expect(text).toContain('| | 1,000 events | 10,000 events |');
  expect(text).toContain('| CPU of an event | 1.0 × | 1.2 × |');
  expect(text).toContain('| a beacon beside reads | 1.0 × | 2.5 × |');
  expect(text).toContain('2 were refused');
});

it('a table of collectors and servers has times of the first one, and the CPU of standbys where there are some', () => {
  const row = { collectors: 1, servers: 1, hasStandby: false, collectorUs: 120, serverUs: 50, standbyUs: 0 };
  const rows = [
    { ...row, perSecond: 6000, p50: 20, p99: 80, halfP99: 60 },
    { ...row, hasStandby: true, standbyUs: 20, perSecond: 4500, p50: 25, p99: 90, halfP99: 70 },
  ];
  const text = scaleTable({ ...made, busy, seconds: 8, rows });
  expect(text).toContain('| 1 | 1 | 6,000 (1.00 ×) | 120 + 50 | 20 / 80 ms | 60 ms |');
  expect(text).toContain(
    '| 1 | 1, with a synchronous standby | 4,500 (0.75 ×) | 120 + 50 + 20 | 25 / 90 ms | 70 ms |',
  );
});

it('a table of bytes has our tag among the others, the smallest first', () => {
  const row = { version: '1', raw: 9, gzip: 8, isMinified: false };
  const rows = [
    { ...row, name: 'PostHog', brotli: 100_000 },
    { ...row, name: 'Plausible', brotli: 10, isMinified: true },
  ];
  const [, , first, second, third] = bytesTable({ date: '2026-11-30', rows }).split('\n');
  expect(first).toBe('| Plausible 1 ¹ | 9 | 8 | 10 |  |  |  |  |  | ✓ |');
  expect(second).toContain('| **tgp** ');
  expect(third).toContain('| PostHog 1 | 9 | 8 | 100,000 | ✓ |');
});

it('the table of bytes has every tag that is fetched', () => {
  const { rows } = JSON.parse(
    readFileSync(new URL('../../bench/results/bytes.json', import.meta.url), 'utf8'),
  );
  expect(rows.map(({ name }: { name: string }) => name)).toEqual(Object.keys(PEERS));
});

it('a table of reports has a row for each filter, with the time of each report', () => {
  const took = Object.fromEntries(
    ['none', 'a source', 'a page', 'five'].flatMap(filters =>
      ['totals', 'days', 'sources', 'pages'].map((report, at) => [
        `${report}, ${filters}`,
        { ms: 100 + at, cpuMs: 50 + at },
      ]),
    ),
  );
  const sizes = { events: 10_000_000, visits: 2_000_000, visitMb: 1000, columnMb: 100, makeMs: 1 };
  const text = reportsTable({ ...made, busy, ...sizes, took });
  expect(text).toContain('| none | 50 ms (100 ms) | 51 ms (101 ms) | 52 ms (102 ms) | 53 ms (103 ms) |');
  expect(text).toContain('2,000,000 visits of 10,000,000 events');
});
