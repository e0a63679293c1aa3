import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../../../support/collector.ts';
import { type RunningCollector, runCommand, startCollector } from '../../../support/command.ts';
import { systemPrograms } from '../../../support/postgres/programs.ts';
import { until } from '../../../support/postgres/until.ts';
import { draws } from '../../operator/draws.ts';
import { startPair } from './pair.ts';
import { startSenders } from './senders.ts';

/** `npm run test:postgres -- 10` makes ten runs; one is had again by its seed: `TGP_POSTGRES_SEED=17 npm run test:postgres`. */
const { TGP_POSTGRES_SEED: only, TGP_POSTGRES_RUNS: runs } = process.env;
const IS_LONG = runs !== undefined || only !== undefined;
const SEEDS = only
  ? [Number(only)]
  : Array.from({ length: Number(runs ?? 1) }, () => Math.floor(Math.random() * 1e9));

/** How long is sent, and between two kills of a collector. */
const SENDING_MS = IS_LONG ? 40_000 : 12_000;
const KILL_MS = 2000;

/** How often the primary is killed. */
const FAILOVERS = IS_LONG ? 2 : 1;

const COLLECTORS = 3;
const SENDERS = 20;

const TOKEN = 'tgp_admin-of-the-faults';

/** A whole run takes some minutes on a busy machine. */
const TIMEOUT_MS = 300_000;

/** pg_basebackup is in no package of npm's: Debian's postgresql has it. */
describe.skipIf(!systemPrograms())('a primary with its synchronous standby', () => {
  it.each(SEEDS)(
    'has each acknowledged event once, whatever is killed: seed %i',
    { timeout: TIMEOUT_MS },
    async seed => {
      console.log(`seed ${seed}: TGP_POSTGRES_SEED=${seed} npm run test:postgres`);
      const draw = draws(seed);
      const pair = await startPair();
      onTestFinished(pair.stop);
      const env = { TGP_STORE: pair.url, TGP_ADMIN_TOKEN: TOKEN, TGP_RATE_LIMIT: 'off', TGP_DEMO: 'off' };
      const start = () => startCollector(tempDir(), [], env);
      const running: RunningCollector[] = [await start()];
      const writeKeys: string[] = [];
      for (const id of ['one', 'two']) {
        await post(running[0]!, '/accounts', { id, name: id });
        writeKeys.push(
          (await post(running[0]!, `/accounts/${id}/tags`, { name: 'T', domain: 'a.example' })).write_key,
        );
      }
      while (running.length < COLLECTORS) running.push(await start());

      const senders = startSenders(SENDERS, () => running.map(({ origin }) => origin), writeKeys);
      await until(() => senders.acknowledged.size > 10);
      const end = Date.now() + SENDING_MS;
      const killing = (async () => {
        while (Date.now() < end) {
          await sleep(KILL_MS);
          const at = draw.number(COLLECTORS);
          running[at]!.process.kill('SIGKILL');
          await running[at]!.exit;
          running[at] = await start();
        }
      })();
      for (let failover = 0; failover < FAILOVERS; failover++) {
        await sleep(draw.number(SENDING_MS / FAILOVERS / 2));
        await pair.failOver();
        const { size } = senders.acknowledged;
        // It goes on by itself.
        await until(() => senders.acknowledged.size > size);
      }
      await killing;
      await senders.end();

      const rows = await pair.ask<{ id: string }>("SELECT write_key || ' ' || message_id AS id FROM events");
      const there = new Set(rows.map(({ id }) => id));
      const { acknowledged } = senders;
      expect({
        missing: [...acknowledged].filter(id => !there.has(id)),
        unacknowledged: [...there].filter(id => !acknowledged.has(id)),
        twice: rows.length - there.size,
      }).toEqual({ missing: [], unacknowledged: [], twice: 0 });
      const [sums] = await pair.ask(
        'SELECT (SELECT sum(count) FROM counts)::int AS counted, (SELECT count(*) FROM seen)::int AS seen',
      );
      expect(sums).toEqual({ counted: there.size, seen: there.size });
      const rebuild = runCommand(['rebuild', '--dry-run'], { TGP_STORE: pair.url });
      expect(await rebuild.exit, rebuild.err).toBe(0);
      expect(rebuild.out).toContain(`${there.size} events\n`);
      expect(rebuild.out).not.toContain('would change');
      console.log(`seed ${seed}: ${there.size} events, ${senders.refused()} tries without an answer`);
    },
  );
});

async function post({ origin }: RunningCollector, path: string, body: object) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
