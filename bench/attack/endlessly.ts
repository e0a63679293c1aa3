/** After what was cut off the next try waits a moment, in ms: whoever may not connect must not spin. */
const PAUSE_MS = 20;

/** Does something again and again, that many at once, whatever becomes of it. */
export function endlessly(count: number, work: () => Promise<void>, pauseMs = PAUSE_MS): void {
  const again = async () => {
    for (;;) await work().catch(() => new Promise(resolve => setTimeout(resolve, pauseMs)));
  };
  for (let at = 0; at < count; at++) void again();
}
