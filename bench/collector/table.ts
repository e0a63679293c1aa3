import { type Busy, busyText } from '../busy.ts';

/** What an answer costs one server. */
export interface Row {
  name: string;
  connections: number;
  /** CPU, in microseconds. */
  us: number;
  /** In ms. */
  p50: number;
  p99: number;
  sent: number;
}

export interface Results {
  node: string;
  date: string;
  seconds: number;
  versions: Record<string, string>;
  /** Before the first of them. */
  busy: Busy;
  rows: Row[];
}

/** The results as the docs show them: how many times as much as nginx takes, or Fastify where there was no nginx. */
export function table({ node, date, seconds, versions, busy, rows }: Results): string {
  const base = versions.nginx === undefined ? 'fastify' : 'nginx';
  const others = ['fastify', 'tgp', 'tgp, PostgreSQL'].filter(
    name => name !== base && rows.some(row => row.name === name),
  );
  const times = (a: number, b: number) => `${(a / b).toFixed(1)} ×`;
  const lines = [...new Set(rows.map(({ connections }) => connections))].flatMap(connections => {
    const of = (name: string) => rows.find(row => row.name === name && row.connections === connections)!;
    const one = of(base);
    return others.map(name => {
      const { us, p50, p99 } = of(name);
      return `| ${connections.toLocaleString('en')} | ${name} | ${times(us, one.us)} | ${times(p50, one.p50)} | ${times(p99, one.p99)} |`;
    });
  });
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `| connections | server | CPU of an answer | p50 | p99 |
|--:|---|--:|--:|--:|
${lines.join('\n')}

Times what ${base} takes in the same run${base === 'nginx' ? ' (`empty_gif`, with its log)' : ''}; fastify is a route that reads nothing, and an answer of tgp's says that an event is
durable, deduplicated and counted; that of a PostgreSQL on the same disk is counted with its collector. Each alone for ${seconds} s, on one machine with its clients (${busyText(busy)} before it began): ${named.join(', ')}, Node ${node} (${date}).`;
}
