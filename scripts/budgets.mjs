/** The largest each published file may be. `es` is the newest ECMAScript its users' engines must know. */
export const BUDGETS = [
  { file: 'dist/tgp.js', brotli: 7107, es: 2015 },
  { file: 'dist/tgp.full.js', brotli: 7000, es: 2015, optional: true },
  { file: 'dist/tgp.debug.js', brotli: 7000, es: 2015 },
  { file: 'stub', name: 'the stub inside the install code', gzip: 440, es: 5 },
  { file: 'console', name: 'the first load of the console', brotli: 60_000 },
];
