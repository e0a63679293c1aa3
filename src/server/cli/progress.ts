/** Least time between two lines about the same work. */
const LINE_MS = 5000;

const BAR = 30;

/** What shows how far some work is: to people at a terminal as a bar, in logs as a line now and then. */
export function progress(
  what: string,
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = () => performance.now(),
): { show(done: number, total: number): void; end(): void } {
  let shownAt = now();
  let width = 0;
  return {
    show(done, total) {
      const share = total ? done / total : 1;
      const percent = `${Math.floor(share * 100)} %`;
      if (!out.isTTY) {
        if (now() - shownAt < LINE_MS) return;
        shownAt = now();
        out.write(`${what}: ${percent}\n`);
        return;
      }
      const full = Math.round(share * BAR);
      const text = `${what} [${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${percent}`;
      out.write(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    /** Takes the bar away. */
    end() {
      if (out.isTTY && width) out.write(`\r${' '.repeat(width)}\r`);
      width = 0;
    },
  };
}
