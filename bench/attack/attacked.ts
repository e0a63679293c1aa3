import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from './attack.ts';
import { onCore } from './onCore.ts';

const PROGRAM = fileURLToPath(new URL('../../src/server/bin.mjs', import.meta.url));
const ADMIN = 'tgp_admin-of-the-attacked';

/** The real collector as it starts by default, on a core of its own. */
export class Attacked {
  readonly target: Target;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string, target: Target) {
    this.#process = child;
    this.#folder = folder;
    this.target = target;
  }

  static async start(): Promise<Attacked> {
    const folder = mkdtempSync(join(tmpdir(), 'tgp-attack-'));
    const [command, ...args] = [...onCore(0), process.execPath, PROGRAM, '--port', '0', '--data', folder];
    const child = spawn(command!, args, {
      env: { ...process.env, TGP_ADMIN_TOKEN: ADMIN, TGP_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const part of child.stdout) {
      said += part;
      if (/^Data .*\n/m.test(said)) break;
    }
    const origin = /^Console +(http:\S+?)\/$/m.exec(said)?.[1];
    if (!origin) throw new Error(`the collector did not start: ${said}`);
    const page = await (await fetch(`${origin}/`)).text();
    const { writeKey, token } = JSON.parse(/id="tgp-demo"[^>]*>(.*?)<\/script>/.exec(page)![1]!);
    const pixelId = await makePixel(origin);
    return new Attacked(child, folder, { origin, writeKey, pixelId, demoToken: token });
  }

  /** Memory that it holds, in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
  }

  /** The ids of a visitor's events that are stored. */
  async idsOf(anonymousId: string): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let next: string | null = ''; next !== null; ) {
      const { origin, writeKey } = this.target;
      const query: URLSearchParams = new URLSearchParams({
        writeKey,
        anonymousId,
        limit: '500',
        ...(next && { cursor: next }),
      });
      const headers = { authorization: `Bearer ${ADMIN}` };
      const page: { events: { messageId: string }[]; next: string | null } = await (
        await fetch(`${origin}/events?${query}`, { headers })
      ).json();
      for (const { messageId } of page.events) ids.add(messageId);
      next = page.next;
    }
    return ids;
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function makePixel(origin: string): Promise<number> {
  const answer = await fetch(`${origin}/pixel?advertiser_code=demo`, {
    method: 'POST',
    headers: { authorization: ADMIN, 'content-type': 'application/json' },
    body: JSON.stringify({ pixel: { name: 'Lead', min_minutes_per_conv: 0, trigger_type: 'hybrid' } }),
  });
  if (!answer.ok) throw new Error(`no pixel: ${await answer.text()}`);
  return (await answer.json()).response.pixel.id;
}
