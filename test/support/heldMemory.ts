import { once } from 'node:events';
import type { Command } from './command.ts';

/** Variables that let a test look into a process's memory. */
export const inspected: NodeJS.ProcessEnv = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/**
 * What a process that was started with `inspected` holds once all garbage is collected, in MB. Its resident memory says
 * less: when garbage goes is the engine's choice, and on a busy machine that is late.
 */
export async function heldMemory({ err }: Command): Promise<number> {
  const socket = new WebSocket(/ws:\S+/.exec(err)![0]);
  await once(socket, 'open');
  const call = async (method: string, params = {}) => {
    socket.send(JSON.stringify({ id: 1, method, params }));
    const [{ data }] = (await once(socket, 'message')) as [MessageEvent<string>];
    return JSON.parse(data).result;
  };
  await call('HeapProfiler.collectGarbage');
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
  const { result } = await call('Runtime.evaluate', { expression });
  socket.close();
  return result.value / 1024 ** 2;
}
