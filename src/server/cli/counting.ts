import { type Progress, progress } from './progress.ts';

const SECOND_MS = 1000;

/** How many of so many, how fast, and for how long still. Where another run did a part of it, that counts for no speed. */
export function counting(
  what: string,
  out?: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
  now: () => number = () => performance.now(),
): Progress {
  const bar = progress(what, out, now);
  const startedAt = now();
  let first: number | undefined;
  return {
    show(done, total) {
      first ??= done;
      const seconds = (now() - startedAt) / SECOND_MS;
      const rate = seconds > 0 ? (done - first) / seconds : 0;
      const left = rate > 0 ? `, ${timeOf(Math.max(0, total - done) / rate)} left` : '';
      const numbers = [done, total, Math.round(rate)].map(number => number.toLocaleString('en'));
      bar.show(done, total, `${numbers[0]} of ${numbers[1]} rows, ${numbers[2]} a second${left}`);
    },
    end: bar.end,
  };
}

/** `1:02:03`, `2:03`. */
function timeOf(seconds: number): string {
  const all = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}
