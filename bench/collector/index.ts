import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { busy } from '../busy.ts';
import { readTimed } from '../readTimed.ts';
import { load } from './load.ts';
import { fastify, nginx, overPostgres, tgp } from './servers.ts';
import { type Results, type Row, table } from './table.ts';

const FILE = join(import.meta.dirname, '..', 'results', 'collector.json');

const CONNECTIONS = [1, 64, 1000];

/** Compiled, and with its connections, by then. */
const WARM_UP_SECONDS = 2;

const HELP = `Usage: npm run bench:collector -- [options]    what a stored event costs, beside others that store none

  --seconds <number>   how long each is asked; default 8
  --save               writes bench/results/collector.json, which the docs' table is made of
`;

/** npm run bench:collector; gives the exit code. */
export async function bench(args: string[]): Promise<number> {
  const timed = readTimed(args, HELP);
  if (!timed) return 0;
  const { seconds, isSaved } = timed;
  const before = busy();
  const rows: Row[] = [];
  const versions: Record<string, string> = {};
  for (const connections of CONNECTIONS) {
    for (const start of [nginx, fastify, tgp, overPostgres]) {
      const server = await start();
      if (!server) {
        console.error('there is no nginx here: apt-get install nginx-light');
        continue;
      }
      versions[server.name] = server.version;
      try {
        await load(server.port, server.writeKey, connections, WARM_UP_SECONDS);
        const used = server.cpu();
        const { sent, latencies } = await load(server.port, server.writeKey, connections, seconds);
        const us = ((server.cpu() - used) * 1e6) / sent;
        const at = (part: number) => latencies[Math.floor(part * (latencies.length - 1))]!;
        rows.push({ name: server.name, connections, us, p50: at(0.5), p99: at(0.99), sent });
        console.error(
          `${connections} connections, ${server.name}: ${us.toFixed(0)} µs of CPU, p50 ${at(0.5).toFixed(2)} ms, p99 ${at(0.99).toFixed(2)} ms, ${sent} answers`,
        );
      } finally {
        await server.end();
      }
    }
  }
  const date = new Date().toISOString().slice(0, 10);
  const results: Results = { node: process.versions.node, date, seconds, versions, busy: before, rows };
  if (isSaved) writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  console.log(table(results));
  return 0;
}
