import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemPrograms } from '../../../support/postgres/programs.ts';
import { startPostgres } from '../../../support/postgres/startPostgres.ts';
import { until } from '../../../support/postgres/until.ts';
import { draws } from '../../operator/draws.ts';
import { startPair } from './pair.ts';
import { ask, checkStored, play } from './play.ts';
import type { Senders } from './senders.ts';

/** `npm run test:postgres -- 10` makes ten runs; one is had again by its seed: `TGP_POSTGRES_SEED=17 npm run test:postgres`. */
const { TGP_POSTGRES_SEED: only, TGP_POSTGRES_RUNS: runs } = process.env;
const IS_LONG = runs !== undefined || only !== undefined;
const SEEDS = only
  ? [Number(only)]
  : Array.from({ length: Number(runs ?? 1) }, () => Math.floor(Math.random() * 1e9));

/** How long is sent. */
const SENDING_MS = IS_LONG ? 40_000 : 8000;

/** How often a server is killed. */
const FAILURES = IS_LONG ? 2 : 1;

/** A run takes some minutes on a busy machine. */
const TIMEOUT = { timeout: 600_000 };

/** Does something to the servers, at random times, and waits until events are stored again. */
const disturb = async (senders: Senders, number: (limit: number) => number, fail: () => Promise<void>) => {
  for (let failure = 0; failure < FAILURES; failure++) {
    await sleep(number(SENDING_MS / FAILURES / 2));
    await fail();
    const { size } = senders.acknowledged;
    await until(() => senders.acknowledged.size > size);
  }
};

const say = (seed: number, { acknowledged, refused }: Senders) =>
  console.log(`seed ${seed}: ${acknowledged.size} events, ${refused()} tries that were none`);

/** pg_basebackup is in no package of npm's: Debian's postgresql has it. */
describe.skipIf(!systemPrograms())('a primary with its synchronous standby', () => {
  it.each(SEEDS)('has each acknowledged event once, whatever is killed: seed %i', TIMEOUT, async seed => {
    console.log(`TGP_POSTGRES_SEED=${seed} npm run test:postgres`);
    const draw = draws(seed);
    const pair = await startPair();
    onTestFinished(pair.stop);
    const { store } = pair;
    const scene = { store, draw, sendingMs: SENDING_MS, accounts: ['one', 'two'] };
    const senders = await play(scene, each => disturb(each, draw.number, pair.failOver));
    await checkStored([pair.url()], store, senders);
    say(seed, senders);
  });
});

describe('two servers', () => {
  it.each(SEEDS)('have each acknowledged event once, whatever is killed: seed %i', TIMEOUT, async seed => {
    const draw = draws(seed);
    const servers = [await startPostgres(), await startPostgres()];
    onTestFinished(async () => {
      for (const server of servers) await server.stop();
    });
    const urls = servers.map(({ url }) => url('postgres'));
    const store = urls.join(' ');
    // So many that each has some.
    const accounts = Array.from({ length: 20 }, (_, at) => `a${at}`);
    const senders = await play({ store, draw, sendingMs: SENDING_MS, accounts }, each =>
      disturb(each, draw.number, async () => {
        const server = draw.one(servers);
        await server.kill('SIGKILL');
        await server.start();
      }),
    );
    for (const url of urls) expect(await ask(url, 'SELECT 1 FROM events LIMIT 1')).toHaveLength(1);
    await checkStored(urls, store, senders);
    say(seed, senders);
  });
});
