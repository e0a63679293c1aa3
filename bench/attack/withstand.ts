import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Attacked } from './attacked.ts';
import { HONEST, sendHonest } from './honest.ts';
import { onCore } from './onCore.ts';

const ATTACKER = fileURLToPath(new URL('attacker.ts', import.meta.url));

/** How often the collector's memory is looked at, in ms. */
const LOOK_MS = 100;

/** What became of the honest ones beside an attack. */
export interface Withstood {
  name: string;
  sent: number;
  /** How many got anything but a 200, by status; 0 for no answer. */
  refused: Record<number, number>;
  /** Acknowledged, and not stored. */
  lost: number;
  p50: number;
  p99: number;
  max: number;
  /** The most that the collector held, in MB. */
  memory: number;
}

/** Attacks a collector for some seconds, beside honest beacons. */
export async function withstand(name: string, seconds: number): Promise<Withstood> {
  const attacked = await Attacked.start();
  // The honest ones share a core with the attacker, and come first.
  const [command, ...args] = [...onCore(1), 'nice', '-n', '19', process.execPath, ATTACKER];
  const attacker = spawn(command!, [...args, name, JSON.stringify(attacked.target)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let memory = 0;
  const look = () => {
    memory = Math.max(memory, attacked.memory());
  };
  const timer = setInterval(look, LOOK_MS);
  try {
    const begun = await Promise.race([
      once(attacker.stdout, 'data'),
      once(attacker, 'exit').then(() => null),
    ]);
    if (!begun) throw new Error(`the attack "${name}" did not begin`);
    const { statuses, acknowledged, latencies } = await sendHonest(attacked.target, seconds);
    attacker.kill('SIGKILL');
    const stored = await attacked.idsOf(HONEST);
    const at = (part: number) => latencies[Math.floor(part * (latencies.length - 1))]!;
    return {
      name,
      sent: latencies.length,
      refused: Object.fromEntries([...statuses].filter(([status]) => status !== 200)),
      lost: acknowledged.filter(id => !stored.has(id)).length,
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      memory,
    };
  } finally {
    clearInterval(timer);
    attacker.kill('SIGKILL');
    await attacked.end();
  }
}
