import type { Results } from './results.ts';

const ORDER = ['chromium', 'firefox', 'webkit'];

/** The saved results, with what was measured again, by engine and moment, in place of its old ones. */
export function replaceEngines(saved: Results | undefined, measured: Results): Results {
  // Of another distance: nothing to compare with.
  if (!saved || saved.delayMs !== measured.delayMs) return measured;
  const isOld = (old: { engine: string; moment: string }) =>
    !measured.results.some(({ engine, moment }) => engine === old.engine && moment === old.moment);
  const engines = { ...saved.engines, ...measured.engines };
  const byEngine = (a: { engine: string }, b: { engine: string }) =>
    ORDER.indexOf(a.engine) - ORDER.indexOf(b.engine);
  return {
    delayMs: measured.delayMs,
    engines: Object.fromEntries(ORDER.flatMap(name => (engines[name] ? [[name, engines[name]]] : []))),
    results: [...saved.results.filter(isOld), ...measured.results].sort(byEngine),
  };
}
