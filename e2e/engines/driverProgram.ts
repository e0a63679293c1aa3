import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { endWithThis } from './endWithThis.ts';
import { freePort } from './freePort.ts';
import { descendants, kill } from './processes.ts';

/** A WebDriver program that runs and listens. */
export class DriverProgram {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(path: string, display: string | undefined): Promise<DriverProgram> {
    const port = await freePort();
    const child = spawn(path, [`--port=${port}`], {
      // Without a language WebKit asks for pages in "C".
      env: { ...process.env, LANG: 'en_US.UTF-8', ...(display && { DISPLAY: display }) },
      stdio: 'ignore',
    });
    endWithThis(child);
    const program = new DriverProgram(`http://127.0.0.1:${port}`, child);
    await program.#listens(path);
    return program;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Ends it and its browser. */
  async stop(): Promise<void> {
    const browser = await descendants(this.pid);
    const isRunning = this.#child.exitCode === null && !this.#child.signalCode;
    if (isRunning) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    for (const { pid } of browser) kill(pid);
  }

  async #listens(path: string): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', code => reject(new Error(`${path} ended at its start (exit ${code})`)));
    });
    failed.catch(() => {});
    const answers = () =>
      fetch(`${this.url}/status`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await Promise.race([answers(), failed]))) await setTimeout(20);
  }
}
