import { expect, it } from 'vitest';
import { random } from '../../../src/server/http/random.ts';
import { timeUuid } from '../../../src/server/http/timeUuid.ts';

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('is the example of RFC 9562, appendix A.6', () => {
  const bytes = () => Buffer.from('000000000000fcc3d8c4dc0c0c07398f', 'hex');
  // Tuesday, 22 February 2022, 14:22:22 at UTC-5.
  const [time, id] = [0x017f22e279b0, '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'];
  expect(timeUuid(time, { bytes })).toBe(id);
});

it('is a uuid of version 7, each another one, in the order of their times', () => {
  const times = Array.from({ length: 500 }, (_, at) => Date.parse('2026-11-21T10:20:30Z') + at);
  const ids = times.map(time => timeUuid(time, random));
  for (const id of ids) expect(id).toMatch(UUID_7);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(times.map(() => timeUuid(times[0]!, random))).size).toBe(times.length);
});

it('has nothing of the time before the first 48 bits, whatever is drawn', () => {
  for (const fill of [0, 255]) {
    const id = timeUuid(2 ** 48 - 1, { bytes: length => Buffer.alloc(length, fill) });
    expect(id).toMatch(/^ffffffff-ffff-/);
    expect(id).toMatch(UUID_7);
  }
});
