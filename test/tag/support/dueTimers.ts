import { vi } from 'vitest';

// Vitest's clock replaces the global; a turn of the event loop is one whatever clock a test goes by.
const { setImmediate } = globalThis;

type Timer = ReturnType<typeof setTimeout>;

/** The page's timers that have not run yet; those without a delay with what their end calls. */
let timers = new Map<Timer, (() => void) | undefined>();

/** What those without a delay are waited for by. */
let due = new Set<Promise<void>>();

/** Has the page's timers watched; gives what stops them all, as the end of the page does. */
export function watchTimers(): () => void {
  const { setTimeout, clearTimeout } = globalThis;
  timers = new Map();
  due = new Set();
  const end = (timer: Timer) => {
    timers.get(timer)?.();
    timers.delete(timer);
  };
  const stop = (timer: Timer) => {
    end(timer);
    clearTimeout(timer);
  };
  vi.stubGlobal('setTimeout', (run: () => void, delay?: number) => {
    const timer = setTimeout(() => {
      end(timer);
      run();
    }, delay);
    timers.set(timer, undefined);
    if (!delay) {
      const over = new Promise<void>(resolve => timers.set(timer, resolve));
      due.add(over);
      over.then(() => due.delete(over));
    }
    return timer;
  });
  vi.stubGlobal('clearTimeout', stop);
  return () => [...timers.keys()].forEach(stop);
}

/** Lets promises and timers of the moment end, and those that they set. */
export async function settled(): Promise<void> {
  do {
    await Promise.all(due);
    await new Promise(setImmediate);
  } while (due.size);
}
