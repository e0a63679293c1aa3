import { randomUUID } from 'node:crypto';
import { catchUp, keptNumbers } from './catchUp.ts';
import { type Compared, compare, type Report } from './compare.ts';
import { copyAll } from './copyAll.ts';
import { type Numbers, SAME } from './numbers.ts';
import type { Source, Target } from './sides.ts';
import type { Table } from './tables.ts';

/** So few changes are left to the switch: it takes a second or two. */
const FEW = 5000;

/** How often it follows a source that is written to as fast as it is read. */
const ROUNDS = 20;

/** What a run is doing, and how much of it is done. */
export type Show = (what: string, rows: number, total: number) => void;

export interface Moving {
  source: Source;
  target: Target;
  tables: readonly Table[];
  /** Whether numbers of each account become those of one store. */
  isRenumbered: boolean;
  /** Whether the source is to take nothing more, and the target is to be a store of its own in the end. */
  isSwitch: boolean;
  show: Show;
}

export interface Moved {
  report: Report;
  /** Rows that changed after all was read, and are not the same. */
  different: string[];
  /** For how long nothing was stored anywhere; undefined where nothing was switched. */
  switchMs: number | undefined;
  changed: number;
  /** What there is to say of the key that tags' secrets are under. */
  key?: string | undefined;
}

/**
 * Moves a store. Its collector goes on meanwhile: what changes is noted in it, and is moved afterwards, until there is little of it.
 * Then all is compared, and from then on each row that changes, on both sides. With the switch the source takes nothing more, the last
 * changes are moved and compared, and the target is a store: that takes as long as there are changes left, however much there
 * is. Whenever it is stopped, the next run goes on where it was.
 */
export async function migrate(moving: Moving): Promise<Moved> {
  const { source, target, tables, isSwitch, show } = moving;
  await begin(moving);
  // An earlier run may have been killed in its switch: nothing needs to be refused before this one is that far.
  await source.accept();
  const numbers: Numbers = moving.isRenumbered ? await keptNumbers(target) : SAME;
  let changed = 0;
  const follow = async (compared?: Compared): Promise<number> => {
    const rows = await source.moment(moment => catchUp(moment, target, numbers, compared));
    await source.forget();
    return rows;
  };
  const followUntilFew = async (compared?: Compared): Promise<void> => {
    for (let round = 0; round < ROUNDS; round++) {
      const rows = await follow(compared);
      changed += rows;
      if (rows < FEW) break;
      show('catching up', changed, changed);
    }
  };
  await follow();
  if (!(await target.kept.get('copied'))) {
    let total = 0;
    for (const table of tables) total += await source.count(table);
    await copyAll(source, target, tables, numbers, rows => show('copying', rows, total));
    await target.settle();
    await target.kept.set('copied', 'all');
  }
  await followUntilFew();
  let total = 0;
  for (const table of tables) total += (await source.count(table)) + (await target.count(table));
  const compared = await source.moment(async moment => {
    await catchUp(moment, target, numbers);
    return compare(moment, target, tables, numbers, rows => show('comparing', rows, total));
  });
  await source.forget();
  const moved = (): Moved => ({
    report: compared.report(),
    different: compared.different(),
    switchMs: undefined,
    changed,
  });
  const isSame = ({ report, different }: Moved) => !report.different.length && !different.length;
  const first = moved();
  if (!isSwitch || !isSame(first)) return first;
  await target.prepare();
  // To read all took a while.
  await followUntilFew(compared);
  const caughtUp = moved();
  if (!isSame(caughtUp)) return caughtUp;

  const since = performance.now();
  await source.refuse();
  try {
    changed += await source.moment(moment => catchUp(moment, target, numbers, compared));
    const last = moved();
    if (!isSame(last)) {
      await source.accept();
      return last;
    }
    // Once it is a store a collector that finds none there makes one.
    const secret = await source.secretKey();
    const key = secret && (await target.keepSecretKey(secret));
    await target.finish(await source.whole(compared.stored()));
    return { ...last, switchMs: performance.now() - since, key };
  } catch (error) {
    await source.accept();
    throw error;
  }
}

/** Makes sure that both are of the same migration, and that changes are noted from now on. */
async function begin({ source, target }: Moving): Promise<void> {
  const [own, kept] = [await source.migration(), await target.kept.get('migration')];
  if (own !== undefined && own !== kept) {
    throw new Error(
      `${source.name} has moved, or is being moved, to another place: "tgp migrate --cancel --from …" gives that up`,
    );
  }
  let id = kept;
  if (id === undefined) {
    const content = await target.content();
    if (content)
      throw new Error(`${target.name} is no empty store: ${content}; name one that nothing was stored in`);
    await target.begin();
    id = randomUUID();
    await target.kept.set('migration', id);
  }
  const isNoted = (await target.kept.get('noted')) !== undefined;
  if (isNoted && own === undefined) {
    throw new Error(`what was moved to ${target.name} was given up: empty it, or name another place`);
  }
  if (isNoted) return;
  await source.begin(id, target.name);
  await target.kept.set('noted', 'all');
}
