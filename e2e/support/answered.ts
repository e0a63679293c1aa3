import type { Tab } from '../engines/engine.ts';

/** Resolves when an origin has answered all that the tab's page has sent there so far. */
export async function answered(tab: Tab, origin: string): Promise<void> {
  // Whatever the page put off to its next task is sent first; then one more request goes the same way. A policy or
  // the page may forbid one kind of them, and what it is answered does not matter.
  const ask = () =>
    tab.run(`
    await new Promise(resolve => setTimeout(resolve));
    try { await fetch('${origin}/status'); } catch {}
    await new Promise(resolve => {
      const image = new Image();
      image.onload = image.onerror = resolve;
      image.src = '${origin}/status';
    });`);
  // A page may just be changing into the next, which is asked instead.
  await ask().catch(error => {
    if (!/navigation/.test(error.message)) throw error;
    return ask();
  });
}
