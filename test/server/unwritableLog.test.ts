import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Running, running } from '../support/running.ts';

/** More lines than any pipe holds. */
const REFUSED = 2000;

const WAYS: [name: string, before: string, then: (it: Running) => void][] = [
  ['whose reader is gone', '', ({ process }) => process.stderr!.destroy()],
  [
    'whose reader is gone, as that of what it prints',
    '',
    ({ process }) => {
      process.stderr!.destroy();
      process.stdout!.destroy();
    },
  ],
  ['that nobody reads', '', ({ process }) => process.stderr!.pause()],
  ['on a disk that is full', 'exec 2>/dev/full;', () => {}],
  ['that is closed', 'exec 2>&-;', () => {}],
];

it.skipIf(!existsSync('/dev/full')).each(WAYS)(
  'a log %s takes no beacon and no answer along',
  async (_, before, then) => {
    const it = await running({ before, env: { TGP_RATE_LIMIT: 'off', TGP_MAX_STORE: '1MB' } });
    then(it);
    const statuses = async (count: number, rest: (at: number) => string) => {
      const answers = await Promise.all(
        Array.from({ length: count }, async (_, at) => {
          const answer = await fetch(`${it.origin}${rest(at)}`);
          await answer.arrayBuffer();
          return answer.status;
        }),
      );
      return [...new Set(answers)];
    };
    // A line of the log for each.
    for (let at = 0; at < REFUSED; at += 200)
      expect(await statuses(200, () => '/pixel/v1/track?writeKey=none&anonymousId=a&event=E')).toEqual([401]);
    expect(await statuses(20, at => it.path(`messageId=m${at}`))).toEqual([200]);
    const long = 'x'.repeat(7000);
    for (let at = 0; at < 400; at += 40)
      await statuses(40, each => it.path(`messageId=l${at + each}&properties.a=${long}`));
    expect(await statuses(20, at => it.path(`messageId=n${at}`))).toEqual([503]);
    expect((await it.status()).events_stored).toBeGreaterThan(20);
    expect(it.process.exitCode).toBeNull();
    it.process.kill('SIGTERM');
    it.process.stderr!.resume();
    expect(await it.exit).toBe(0);
  },
);
