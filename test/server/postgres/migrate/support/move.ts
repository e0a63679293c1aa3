import { type Moved, migrate, type Show } from '../../../../../src/server/cli/migrate/migrate.ts';
import { withSource, withTarget } from '../../../../../src/server/cli/migrate/places.ts';
import type { Source, Target } from '../../../../../src/server/cli/migrate/sides.ts';
import { TABLES } from '../../../../../src/server/cli/migrate/tables.ts';

type Sides = { source: Source; target: Target };

/** Moves a store as the command does. */
export function move(
  from: string,
  to: string,
  {
    isSwitch = true,
    show = () => {},
    through = sides => sides,
  }: { isSwitch?: boolean; show?: Show; through?: (sides: Sides) => Sides } = {},
): Promise<Moved> {
  const isRenumbered = from.startsWith('postgres:');
  return withSource({ option: '--from', value: from }, source =>
    withTarget({ option: '--to', value: to }, target =>
      migrate({ ...through({ source, target }), tables: TABLES, isRenumbered, isSwitch, show }),
    ),
  );
}
