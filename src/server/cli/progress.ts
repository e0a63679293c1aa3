/** Least time between two lines about the same work. */
const LINE_MS = 5000;

const BAR = 30;

export interface Progress {
  /** @param detail what there is to say beside how much of it is done */
  show(done: number, total: number, detail?: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** What shows how far some work is: to people at a terminal as a bar, in logs as a line now and then. */
export function progress(
  what: string,
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  let shownAt = now();
  let width = 0;
  return {
    show(done, total, detail) {
      const share = total ? Math.min(done / total, 1) : 1;
      const percent = `${Math.floor(share * 100)} %${detail ? `, ${detail}` : ''}`;
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
    end() {
      if (out.isTTY && width) out.write(`\r${' '.repeat(width)}\r`);
      width = 0;
    },
  };
}
