import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempRoot } from '../../test/support/tempRoot.ts';
import { BiDi } from './biDi.ts';
import { endWithThis } from './endWithThis.ts';
import { descendants, kill } from './processes.ts';

/** A new profile takes the machine's extensions, and asks nobody. */
const PREFERENCES = {
  'extensions.autoDisableScopes': 0,
  'extensions.enabledScopes': 15,
  'datareporting.policy.dataSubmissionEnabled': false,
};

/** Where the machine's own Firefox is: Playwright's knows nothing of the machine's extensions. */
export const firefoxPath = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(':')
    .flatMap(folder => ['firefox-esr', 'firefox'].map(name => join(folder, name)))
    .find(path => existsSync(path));

/** The machine's Firefox with the machine's extensions, in a profile of its own. */
export class InstalledFirefox {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #session: BiDi;
  readonly #context: string;

  private constructor(child: ChildProcess, profile: string, session: BiDi, context: string) {
    this.#child = child;
    this.#profile = profile;
    this.#session = session;
    this.#context = context;
  }

  /** @param more preferences of the profile, beside those that it needs */
  static async start(path: string, more: Record<string, unknown> = {}): Promise<InstalledFirefox> {
    const profile = await mkdtemp(join(tempRoot, 'tgp-firefox-'));
    const lines = Object.entries({ ...PREFERENCES, ...more }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    await writeFile(join(profile, 'user.js'), lines.join(''));
    const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
    const child = spawn(path, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: profile, LANG: 'en_US.UTF-8' },
    });
    endWithThis(child);
    const session = await BiDi.open(await listening(child));
    const { contexts } = await session.call<{ contexts: { context: string }[] }>('browsingContext.getTree');
    return new InstalledFirefox(child, profile, session, contexts[0]!.context);
  }

  /** Resolves when the page has loaded. */
  async goto(url: string): Promise<void> {
    await this.#session.call('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /** Runs the body of a function in each page from now on, before the page's own scripts. */
  async beforeEachPage(body: string): Promise<void> {
    await this.#session.call('script.addPreloadScript', { functionDeclaration: `() => { ${body} }` });
  }

  /** Runs the body of an async function in the page; gives what it returns. */
  async run<Value>(body: string): Promise<Value> {
    const { type, result, exceptionDetails } = await this.#session.call<{
      type: string;
      result: { value: string };
      exceptionDetails?: { text: string };
    }>('script.evaluate', {
      expression: `(async () => { ${body} })().then(value => JSON.stringify(value ?? null))`,
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (type === 'exception') throw new Error(exceptionDetails?.text);
    return JSON.parse(result.value);
  }

  /** Ends it with all that it started. */
  async close(): Promise<void> {
    this.#session.close();
    const others = await descendants(this.#child.pid!);
    if (this.#child.exitCode === null && !this.#child.signalCode) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    for (const { pid } of others) kill(pid);
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where it says that it listens. */
function listening(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /WebDriver BiDi listening on (ws:\/\/[\d.:]+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`Firefox ended at its start (exit ${code}): ${said}`)));
  });
}
