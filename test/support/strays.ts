import type { Imports } from './imports.ts';

/** What each side of src may import beside itself. */
const SIDES: Record<string, string[]> = {
  protocol: [],
  tag: ['protocol'],
  install: ['protocol'],
  server: ['protocol', 'install'],
  ui: ['protocol', 'install'],
};

/** Rooms of src/server, from the top: each may import those below it. */
const ROOMS = [
  // What asks for a newer Node before anything else is loaded.
  'bin.mjs',
  'oldNode.mjs',
  'index.ts',
  'app.ts',
  'cli',
  'api',
  'served',
  'ads',
  'collect',
  'jobs',
  'access',
  'http',
  'engine',
  'visits',
  'attribution',
  'store',
];
const ENGINES = ['sqlite', 'postgres', 'memory'];
/** Who may name an engine. */
const OPENERS = ['index.ts', 'cli'];
/** What an engine may import beside itself and the protocol. */
const BELOW_ENGINES = ['attribution', 'visits', 'store'];

/** Imports that cross a fence, each with the rule it breaks. */
export function strays(imports: Imports): string[] {
  return [...imports].flatMap(([from, files]) =>
    files.flatMap(to => {
      const rule = brokenRule(from.split('/'), to.split('/'));
      return rule ? [`${from} → ${to}: ${rule}`] : [];
    }),
  );
}

function brokenRule(from: string[], to: string[]): string | undefined {
  if (from[0] !== 'src') return undefined;
  if (to[0] !== 'src') return 'what is published imports nothing outside src';
  const [, side = '', room = ''] = from;
  const [, otherSide = '', otherRoom = ''] = to;
  const isServer = side === 'server';
  if (side !== otherSide) {
    if (!SIDES[side]?.includes(otherSide)) return `${side} does not import ${otherSide}`;
    if (isServer && [...ENGINES, 'attribution', 'visits'].includes(room) && otherSide !== 'protocol')
      return `${room} imports of the other sides protocol alone`;
    return undefined;
  }
  if (!isServer) return undefined;
  return room === otherRoom ? dialectRule(from, to) : roomRule(room, otherRoom);
}

function roomRule(room: string, other: string): string | undefined {
  const [at, below] = [floor(room), floor(other)];
  if (at < 0 || below < 0) return `${at < 0 ? room : other} is no room of the server`;
  if (ENGINES.includes(other) && !OPENERS.includes(room))
    return 'an engine is named by index.ts and cli alone';
  if (ENGINES.includes(room) && !BELOW_ENGINES.includes(other))
    return 'an engine imports store, attribution and visits alone';
  return below < at ? `${room} is below ${other}` : undefined;
}

const floor = (room: string): number => ROOMS.indexOf(ENGINES.includes(room) ? 'engine' : room);

/** Dialects know nothing of one another, and what they share knows nothing of them. */
function dialectRule([, , room, dialect = '', ...inside]: string[], to: string[]): string | undefined {
  const [, , , other = '', ...otherInside] = to;
  if (room !== 'api' || !otherInside.length || dialect === other || dialect === 'api.ts') return undefined;
  return inside.length ? 'a dialect imports no other' : 'only api.ts puts the dialects together';
}
