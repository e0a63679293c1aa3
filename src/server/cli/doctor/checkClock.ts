import { execFileSync } from 'node:child_process';
import { MINUTE_MS } from '../../../protocol/durations.ts';
import { bad, type Check, ok } from './check.ts';

/** What a clock may be off: messages take some time. */
const TOLERANCE_MS = MINUTE_MS;

const SET = 'set the clock, by NTP (timedatectl set-ntp true)';

/** Whether the machine's clock is set over the network; null where nobody can tell. */
function isSynchronised(): boolean | null {
  try {
    const args = ['show', '-p', 'NTPSynchronized', '--value'];
    const said = execFileSync('timedatectl', args, { encoding: 'utf8', stdio: 'pipe', timeout: 5000 }).trim();
    return said === 'yes' ? true : said === 'no' ? false : null;
  } catch {
    return null;
  }
}

/**
 * That the clock is right, as far as can be told here.
 * @param newestAt when the newest event arrived; null where there is none
 * @param elsewhere what other machines called the time when they were asked, in ms
 */
export function checkClock(
  now: number,
  newestAt: number | null,
  elsewhere: number[] = [],
  synchronised: boolean | null = isSynchronised(),
): Check {
  const name = 'clock';
  const time = new Date(now).toISOString();
  if (newestAt !== null && newestAt > now + TOLERANCE_MS) {
    const found = `it is ${time}, and the newest event came at ${new Date(newestAt).toISOString()}`;
    return bad(name, found, `the clock is behind, or was ahead: ${SET}`);
  }
  const other = elsewhere.find(each => Math.abs(each - now) > TOLERANCE_MS);
  if (other !== undefined)
    return bad(name, `it is ${time} here, and ${new Date(other).toISOString()} at the public URL`, SET);
  if (synchronised === false) return bad(name, `${time}, and nothing sets it`, SET);
  return ok(name, `${time}${synchronised ? ', set over the network' : ''}`);
}
