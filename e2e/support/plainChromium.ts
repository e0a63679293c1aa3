import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Chromium that shows a page and that nobody drives: driven ones never prerender. */
export class PlainChromium {
  readonly #process: ChildProcess;
  readonly #profile: string;

  private constructor(process: ChildProcess, profile: string) {
    this.#process = process;
    this.#profile = profile;
  }

  static async open(url: string): Promise<PlainChromium> {
    const profile = await mkdtemp(join(tmpdir(), 'tgp-chromium-'));
    const flags = ['--headless', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
    flags.push('--disable-background-networking', '--disable-component-update', '--disable-sync');
    // Chromium's sandbox refuses to run as root. Without a debugging port, `--headless` ends after the load.
    if (process.getuid?.() === 0) flags.push('--no-sandbox');
    flags.push('--remote-debugging-port=0');
    const child = spawn(process.env.TGP_CHROMIUM ?? 'chromium', [...flags, url], { stdio: 'ignore' });
    return new PlainChromium(child, profile);
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
    // Its helpers may still write for a moment.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
