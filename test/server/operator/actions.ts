import { copyFileSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { backupCommand, restoreCommand } from '../../../src/server/cli/backupCommand.ts';
import { exportCommand } from '../../../src/server/cli/exportCommand.ts';
import { importCommand } from '../../../src/server/cli/importCommand.ts';
import { DAY, HOUR } from '../store/promises/rows.ts';
import type { Draws } from './draws.ts';
import { canFill, whileFull } from './fullDisk.ts';
import { copyOf, type Ledger, type Sent, settle, without } from './ledger.ts';
import { fileOf, kill, look, start, stop, type World } from './world.ts';

/** All that an operator has, and what was promised to those who sent beacons. */
export interface Scene {
  world: World;
  draw: Draws;
  ledger: Ledger;
  sent: Map<string, Sent>;
  /** Those that a restore kept are in the data folder, wherever that is by now. */
  backups: { file: () => string; ledger: Ledger }[];
  exports: { file: string; ids: Set<string> }[];
  /** What retention removed in any line of history. */
  gone: Set<string>;
  /** Whether what retention removed is known when it comes again. */
  remembers: boolean;
  /** What is wrong, in words. */
  problems: string[];
}

let files = 0;
const newFile = ({ world }: Scene, end: string): string => join(world.out, `${++files}.${end}`);

/** What a command says; undefined where it fails, which is all right where `mayFail`. */
async function run(scene: Scene, work: Promise<unknown>, mayFail = false): Promise<string | undefined> {
  try {
    return String(await work);
  } catch (error) {
    if (!mayFail) scene.problems.push((error as Error).stack!);
    return undefined;
  }
}

/** Sends so many beacons, new ones and some again; settles with those that were acknowledged. */
async function send(
  { world, draw, ledger, sent, gone, remembers }: Scene,
  count: number,
): Promise<Set<string>> {
  const { app } = world.running!;
  const acknowledged = new Set<string>();
  const answers = Array.from({ length: count }, async () => {
    const known = [...sent.keys()];
    const isAgain = known.length > 0 && draw.once(5);
    const id = isAgain ? draw.one(known) : `m${sent.size}`;
    if (gone.has(id) && !remembers) return;
    const isOrder = sent.get(id)?.isOrder ?? draw.once(3);
    sent.set(id, { isOrder });
    ledger.open.add(id);
    const query = `writeKey=${world.writeKey}&anonymousId=v${id}&messageId=${id}`;
    const url = isOrder
      ? `/pixel/v1/track?${query}&event=purchase&properties.order_id=${id}&properties.revenue=5`
      : `/pixel/v1/page?${query}&properties.a=${'x'.repeat(draw.number(3) * 1000)}`;
    const { statusCode } = await app.inject(url);
    if (statusCode === 200) acknowledged.add(id);
    if (statusCode === 200 && !ledger.removed.has(id)) ledger.stored.add(id);
    else if (statusCode !== 200 && statusCode !== 503) throw new Error(`${url}: ${statusCode}`);
  });
  await Promise.all(answers);
  return acknowledged;
}

async function backUp(scene: Scene, mayFail = false): Promise<void> {
  const file = newFile(scene, 'db');
  const before = copyOf(scene.ledger);
  const said = await run(scene, backupCommand([file, '--data', scene.world.data], {}), mayFail);
  if (said === undefined) return;
  const { ids } = look(file);
  scene.problems.push(...settle(before, ids));
  if (!said.startsWith(`${ids.length} events are in`)) scene.problems.push(`a backup said: ${said}`);
  scene.backups.push({ file: () => file, ledger: before });
}

async function exportAll(scene: Scene, mayFail = false): Promise<void> {
  const file = newFile(scene, 'ndjson');
  const said = await run(scene, exportCommand(['--out', file, '--data', scene.world.data], {}), mayFail);
  if (said === undefined) return;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').filter(Boolean);
  const ids = lines.map(line => JSON.parse(line).messageId);
  scene.problems.push(...settle(copyOf(scene.ledger), ids));
  scene.exports.push({ file, ids: new Set(ids) });
}

async function restore(scene: Scene, mayFail = false): Promise<void> {
  const { world, draw, backups, problems } = scene;
  if (!backups.length) return;
  const { file, ledger } = draw.one(backups);
  const isBeside = world.running && draw.once(2);
  const before = scene.ledger;
  const promised = new Set(before.stored);
  const restoring = run(scene, restoreCommand([file(), '--data', world.data], {}), mayFail);
  const meanwhile = isBeside ? await send(scene, 1 + draw.number(3)) : [];
  const said = await restoring;
  if (said === undefined) return;
  const kept = /what was there is in (\S+)/.exec(said)?.[1];
  const found = new Set(look(fileOf(world)).ids);
  const keptIds = new Set(kept ? look(kept).ids : []);
  scene.ledger = copyOf(ledger);
  // What was acknowledged meanwhile is in the new line of history or in the old one.
  for (const id of meanwhile) {
    const isKept = keptIds.has(id) || before.removed.has(id);
    if (found.has(id)) scene.ledger.stored.add(id);
    else if (!isKept && !ledger.removed.has(id)) problems.push(`${id} is neither restored nor kept`);
    if (!promised.has(id) && !isKept) before.stored.delete(id);
  }
  if (!said.startsWith(`${ledger.stored.size} events are restored`)) problems.push(`a restore said: ${said}`);
  if (!kept) return;
  problems.push(...settle(before, [...keptIds]));
  backups.push({ file: () => join(world.data, basename(kept)), ledger: before });
}

async function restoreBad(scene: Scene): Promise<void> {
  const { world, draw, backups, problems } = scene;
  if (!backups.length) return;
  const file = newFile(scene, 'bad.db');
  copyFileSync(draw.once(2) ? fileOf(world) : draw.one(backups).file(), file);
  const { size } = statSync(file);
  if (draw.once(3)) truncateSync(file, draw.number(size));
  else truncateSync(file, size - 1 - draw.number(4096));
  const said = await run(scene, restoreCommand([file, '--data', world.data], {}), true);
  if (said !== undefined) problems.push(`a file that is none was restored: ${said}`);
  rmSync(file);
}

async function importOne(scene: Scene, mayFail = false): Promise<void> {
  const { world, draw, exports, ledger, gone, problems, remembers } = scene;
  if (!exports.length) return;
  const { file, ids } = draw.one(exports);
  if (!remembers && [...ids].some(id => gone.has(id))) return;
  const fresh = without(ids, { has: id => ledger.stored.has(id) || ledger.removed.has(id) });
  if (mayFail) for (const id of fresh) ledger.open.add(id);
  const said = await run(scene, importCommand([file, '--data', world.data], {}), mayFail);
  if (said === undefined) return;
  for (const id of fresh) ledger.stored.add(id);
  if (!said.startsWith(`${fresh.length} events are new, ${ids.size - fresh.length} were there`)) {
    problems.push(`an import of ${fresh.length} new and ${ids.size} in all said: ${said}`);
  }
}

async function retain({ world, draw, ledger, gone, problems }: Scene): Promise<void> {
  if (!world.running) return;
  const days = 2 + draw.number(20);
  const removed = await world.running.store.forget(world.clock.now, days);
  const there = new Set(look(fileOf(world)).ids);
  const taken = without(ledger.stored, there);
  if (taken.length !== removed) problems.push(`retention says ${removed} and took ${taken.length}`);
  for (const id of taken) {
    gone.add(id);
    ledger.stored.delete(id);
    ledger.removed.add(id);
  }
}

async function rebuild({ world, problems }: Scene): Promise<void> {
  if (!world.running) return;
  const { events, tables } = await world.running.store.rebuild();
  if (events !== look(fileOf(world)).ids.length) problems.push(`a rebuild read ${events} events`);
  for (const { name, changed } of tables) if (changed) problems.push(`a rebuild changed ${changed} ${name}`);
}

async function killed(scene: Scene): Promise<void> {
  const { world, draw, ledger } = scene;
  if (!world.running) return;
  const sending = send(scene, 1 + draw.number(40));
  for (let turns = draw.number(12); turns > 0; turns--) await new Promise(setImmediate);
  let acknowledged = new Set<string>();
  await kill(world, () => {
    acknowledged = new Set(ledger.stored);
  });
  await sending;
  for (const id of without(ledger.stored, acknowledged)) ledger.open.add(id);
  ledger.stored = acknowledged;
}

async function full(scene: Scene): Promise<void> {
  if (!canFill) return;
  const { draw, world } = scene;
  const work = draw.one([
    async () => void (world.running && (await send(scene, 30))),
    () => backUp(scene, true),
    () => exportAll(scene, true),
    () => restore(scene, true),
    () => importOne(scene, true),
  ]);
  await whileFull(4096 * (1 + draw.number(200)), work);
}

/** What is done, and how often among others. */
export const ACTIONS: [name: string, weight: number, action: (scene: Scene) => Promise<void>][] = [
  ['send', 6, async scene => void (scene.world.running && (await send(scene, 1 + scene.draw.number(40))))],
  [
    'clock',
    2,
    async ({ world, draw }) => {
      world.clock.now += draw.one([-2 * HOUR, HOUR, DAY, 9 * DAY, 40 * DAY]);
    },
  ],
  ['serve or stop', 2, ({ world }) => (world.running ? stop(world) : start(world))],
  ['kill', 2, killed],
  ['full disk', 3, full],
  ['backup', 3, scene => backUp(scene)],
  ['restore', 2, scene => restore(scene)],
  ['restore of no backup', 1, restoreBad],
  ['export', 2, scene => exportAll(scene)],
  ['import', 2, scene => importOne(scene)],
  ['retention', 2, retain],
  ['rebuild', 1, rebuild],
];
