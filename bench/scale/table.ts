import { type Busy, busyText } from '../busy.ts';

/** What some collectors and servers stored, all on one machine with those who send. */
export interface Row {
  collectors: number;
  servers: number;
  hasStandby: boolean;
  /** Durable events. */
  perSecond: number;
  /** CPU of an event, in microseconds: of all collectors, servers, standbys. */
  collectorUs: number;
  serverUs: number;
  standbyUs: number;
  /** From when it was sent until its answer, in ms; at half of that rate from when it was due. */
  p50: number;
  p99: number;
  halfP99: number;
}

export interface Results {
  node: string;
  date: string;
  seconds: number;
  busy: Busy;
  rows: Row[];
}

/** The results as the docs show them: times what one collector on one server stores. */
export function table({ node, date, seconds, busy, rows }: Results): string {
  const [first] = rows;
  const whole = (number: number) => number.toLocaleString('en', { maximumFractionDigits: 0 });
  const lines = rows.map(row => {
    const parts = [row.collectorUs, row.serverUs, ...(row.hasStandby ? [row.standbyUs] : [])];
    const cells = [
      row.collectors,
      `${row.servers}${row.hasStandby ? ', with a synchronous standby' : ''}`,
      `${whole(row.perSecond)} (${(row.perSecond / first!.perSecond).toFixed(2)} ×)`,
      parts.map(whole).join(' + '),
      `${whole(row.p50)} / ${whole(row.p99)} ms`,
      `${whole(row.halfP99)} ms`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `| collectors | servers | durable events a second | CPU of an event, µs | p50 / p99 | p99 at half of it |
|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

CPU: of collectors, servers and standbys. All of them share ${busy.cores} cores and one disk with those who send, for ${seconds} s each, after
${busyText(busy)}; Node ${node} (${date}).`;
}
