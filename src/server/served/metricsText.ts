import type { Times } from '../store/histogram.ts';
import type { StoreStatus } from '../store/store.ts';

export interface Measured {
  version: string;
  startedAt: number;
  beacons: { accepted: number; stored: number; refused: ReadonlyMap<string, number> };
  /** Undefined where it is away. */
  store: StoreStatus | undefined;
  streams: number;
  connections: number;
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Record<string, string>;

const labelled = (name: string, labels: Labels = {}): string => {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length ? `${name}{${pairs.join(',')}}` : name;
};

function metric(
  type: 'counter' | 'gauge',
  name: string,
  help: string,
  values: number | [Labels, number][],
): string[] {
  const rows: [Labels, number][] = typeof values === 'number' ? [[{}, values]] : values;
  const lines = rows.map(([labels, value]) => `${labelled(name, labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

function histogram(name: string, help: string, { buckets, count, sum }: Times): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} histogram`,
    ...buckets.map(([bound, below]) => `${labelled(`${name}_bucket`, { le: String(bound) })} ${below}`),
    `${labelled(`${name}_bucket`, { le: '+Inf' })} ${count}`,
    `${name}_sum ${sum}`,
    `${name}_count ${count}`,
  ];
}

/** Of the store. */
function storeMetrics({
  eventsStored,
  bytes,
  maxBytes,
  queueLength,
  commits,
  creditingMs,
}: StoreStatus): string[] {
  return [
    metric(
      'gauge',
      'tgp_store_events',
      'Events that the store ever took, by whatever process.',
      eventsStored,
    ),
    metric('gauge', 'tgp_store_size_bytes', 'What the store holds.', bytes),
    ...(maxBytes === null
      ? []
      : [metric('gauge', 'tgp_store_limit_bytes', 'What the store may hold (--max-store).', maxBytes)]),
    metric('gauge', 'tgp_queue_length', 'Events that wait for their commit.', queueLength),
    histogram('tgp_commit_duration_seconds', 'How long commits took that stored something.', commits),
    metric('counter', 'tgp_commit_failures_total', 'Commits that stored nothing.', commits.failures),
    metric(
      'gauge',
      'tgp_attribution_lag_seconds',
      'How long conversions have waited to be credited again, after touches that arrived late.',
      creditingMs / 1000,
    ),
  ].flat();
}

/** What a collector measures, as Prometheus reads it. The names are in docs/metrics.md and don't change. */
export function metricsText({ version, startedAt, beacons, store, streams, connections }: Measured): string {
  const { accepted, stored, refused } = beacons;
  const byReason = [...refused].map(([reason, count]): [Labels, number] => [{ reason }, count]);
  const { user, system } = process.cpuUsage();
  return [
    metric('gauge', 'tgp_build_info', 'Always 1; the version is in the label.', [[{ version }, 1]]),
    metric(
      'counter',
      'tgp_beacons_accepted_total',
      'Beacons answered as stored, repeated ones too.',
      accepted,
    ),
    metric('counter', 'tgp_beacons_refused_total', 'Beacons that were not stored, by reason.', byReason),
    metric('counter', 'tgp_events_stored_total', 'New events that this process stored.', stored),
    metric('gauge', 'tgp_store_up', 'Whether the store can be read: 1, or 0.', store ? 1 : 0),
    ...(store ? [storeMetrics(store)] : []),
    metric('gauge', 'tgp_streams', 'Streams of live events that are open.', streams),
    metric('gauge', 'tgp_connections', 'Connections that are open.', connections),
    metric(
      'gauge',
      'process_start_time_seconds',
      'When it started, in seconds since 1970.',
      startedAt / 1000,
    ),
    metric('counter', 'process_cpu_seconds_total', 'Processor time of the process.', (user + system) / 1e6),
    metric(
      'gauge',
      'process_resident_memory_bytes',
      'Memory that the process holds.',
      process.memoryUsage.rss(),
    ),
  ]
    .flat()
    .map(line => `${line}\n`)
    .join('');
}
