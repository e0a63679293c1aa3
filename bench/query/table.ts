/** What one library takes for one event. */
export interface Row {
  work: 'write' | 'read';
  event: string;
  name: string;
  /** CPU, in microseconds. */
  us: number;
  /** Whether it says the same as ours. */
  isEqual: boolean;
}

export interface Results {
  node: string;
  date: string;
  versions: Record<string, string>;
  rows: Row[];
}

/** The results as the docs show them: how many times as long as ours, for a machine's own speed says nothing. */
export function table({ node, date, versions, rows }: Results): string {
  const peers = Object.keys(versions);
  const titles = [...new Set(rows.map(({ work, event }) => `${work} ${event}`))];
  const lines = titles.map(title => {
    const of = (peer: string) => rows.find(row => row.name === peer && `${row.work} ${row.event}` === title)!;
    const cells = peers.map(peer => {
      const { us, isEqual } = of(peer);
      return `${(us / of('tgp').us).toFixed(1)} ×${isEqual ? '' : ' ¹'}`;
    });
    return `| ${title} | 1 | ${cells.join(' | ')} |`;
  });
  const named = peers.map(peer => `${peer} ${versions[peer]}`).join(', ');
  return `| CPU | tgp | ${peers.join(' | ')} |
|---|--:|${peers.map(() => '--:').join('|')}|
${lines.join('\n')}

¹ Says something else than our query does. Medians of many turns, one library's after another's: ${named}, Node ${node} (${date}).`;
}
