import { expect, it, onTestFinished } from 'vitest';
import { MemoryStore } from '../../src/server/memory/memoryStore.ts';
import { ACTIONS, type Scene } from './operator/actions.ts';
import { draws } from './operator/draws.ts';
import { newLedger, settle } from './operator/ledger.ts';
import { fileOf, integrity, look, newWorld, start, stop } from './operator/world.ts';
import { addAccounts, append, DAY, event, NOW } from './store/promises/rows.ts';

/** `npm run test:operator` does 200, or one: `TGP_OPERATOR_SEED=17 npm run test:operator`. */
const { TGP_OPERATOR_SEED: only, TGP_OPERATOR_SEEDS: many = '20' } = process.env;
const SEEDS = only ? [Number(only)] : Array.from({ length: Number(many) }, (_, at) => at + 1);

/** What an operator does in a seed. */
const STEPS = 25;

const names = ACTIONS.flatMap(action => Array.from({ length: action[1] }, () => action));

async function remembers(): Promise<boolean> {
  const store = new MemoryStore();
  await addAccounts(store);
  const old = event('old', { receivedAt: NOW - 9 * DAY, time: NOW - 9 * DAY });
  await append(store, old, event('new'));
  await store.forget(NOW, 2);
  return !(await store.append(old));
}

/** What is not as it was promised. */
function problemsOf({ world, ledger, sent }: Scene): string[] {
  const { ids, counted, conversions, value } = look(fileOf(world));
  const problems = settle(ledger, ids);
  const all = [...ledger.stored, ...ledger.removed];
  const orders = all.filter(id => sent.get(id)!.isOrder).length;
  if (counted !== all.length) problems.push(`${all.length} came, and ${counted} are counted`);
  if (conversions !== orders) problems.push(`${orders} orders came, and ${conversions} are conversions`);
  if (value !== 5 * orders) problems.push(`${orders} orders of 5 came to ${value}`);
  return problems;
}

it.each(SEEDS)('keeps what it acknowledged, once, whatever an operator does: seed %i', async seed => {
  const draw = draws(seed);
  const scene: Scene = {
    world: await newWorld(),
    draw,
    ledger: newLedger(),
    sent: new Map(),
    backups: [],
    exports: [],
    gone: new Set(),
    remembers: await remembers(),
    problems: [],
  };
  const { world } = scene;
  onTestFinished(async () => void (world.running && (await stop(world))));
  const done: string[] = [];
  const check = () => {
    const again = `TGP_OPERATOR_SEED=${seed} npm run test:operator`;
    expect([...scene.problems, ...problemsOf(scene)], `${again}: ${done.join(', ')}`).toEqual([]);
  };
  for (let step = 0; step < STEPS; step++) {
    const [name, , action] = draw.one(names);
    done.push(name);
    try {
      await action(scene);
    } catch (error) {
      scene.problems.push((error as Error).stack!);
    }
    check();
    // Whoever killed it has it served again.
    if (name === 'kill' && !world.running) await start(world);
  }
  if (!world.running) await start(world);
  done.push('rebuild');
  for (const { name, changed } of (await world.running!.store.rebuild()).tables)
    if (changed) scene.problems.push(`a rebuild changed ${changed} ${name}`);
  scene.problems.push(...integrity(fileOf(world)));
  check();
});
