import type { Source, Target } from '../../../../../src/server/cli/migrate/sides.ts';

class Killed extends Error {}

type Method = (...args: unknown[]) => unknown;

/** Both sides of a migration that ends, as if it were killed, after so many of its steps: with the last one done, or not. */
export function mortal(
  { source, target }: { source: Source; target: Target },
  life: number,
): { source: Source; target: Target; isAlive(): boolean } {
  let left = life;
  const step = async (does: () => unknown): Promise<unknown> => {
    if (left <= 0) throw new Killed('killed');
    left--;
    // Of two, one is done and nobody knows.
    if (left === 0 && life % 2) throw new Killed('killed before');
    const result = await does();
    if (left === 0) throw new Killed('killed after');
    return result;
  };
  const wrapped = <Side extends object>(side: Side): Side =>
    new Proxy(side, {
      get(of, name) {
        const value = Reflect.get(of, name);
        if (name === 'kept') return wrapped(value as object);
        if (typeof value !== 'function' || ['columns', 'pages', 'close'].includes(String(name))) return value;
        return (...args: unknown[]) => step(() => (value as Method).apply(of, args));
      },
    });
  return { source: wrapped(source), target: wrapped(target), isAlive: () => left > 0 };
}
