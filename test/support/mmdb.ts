/** Rows of a database of addresses, by IPv4 network, as in `203.0.113.0/24`. */
export type Networks = Record<string, Record<string, unknown>>;

/** A database in MaxMind's format, https://maxmind.github.io/MaxMind-DB/, of IPv4 networks that don't overlap. */
export function mmdb(networks: Networks): Buffer {
  const tree: (number | undefined)[][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  const leaves: [node: number, side: number, offset: number][] = [];
  let offset = 0;
  for (const [network, row] of Object.entries(networks)) {
    const [address = '', bits] = network.split('/');
    const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    let node = 0;
    for (let bit = 0; bit < Number(bits); bit++) {
      const side = Math.floor(number / 2 ** (31 - bit)) % 2;
      if (bit === Number(bits) - 1) leaves.push([node, side, offset]);
      else {
        const next = tree[node]![side] ?? tree.push([undefined, undefined]) - 1;
        tree[node]![side] = next;
        node = next;
      }
    }
    const written = encode(row);
    data.push(written);
    offset += written.length;
  }
  const count = tree.length;
  for (const [node, side, at] of leaves) tree[node]![side] = count + 16 + at;
  const records = Buffer.alloc(count * 6);
  tree.forEach((sides, node) => {
    for (const side of [0, 1]) records.writeUIntBE(sides[side] ?? count, node * 6 + side * 3, 3);
  });
  const metadata = encode({
    node_count: count,
    record_size: 24,
    ip_version: 4,
    database_type: 'test',
    languages: ['en'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    description: {},
  });
  const marker = Buffer.concat([Buffer.from('abcdef', 'hex'), Buffer.from('MaxMind.com')]);
  return Buffer.concat([records, Buffer.alloc(16), ...data, marker, metadata]);
}

function encode(value: unknown): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([head(2, bytes.length), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  if (typeof value === 'boolean') return Buffer.from([value ? 1 : 0, 14 - 7]);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([
    head(7, entries.length),
    ...entries.flatMap(([key, each]) => [encode(key), encode(each)]),
  ]);
}

const head = (type: number, size: number): Buffer =>
  size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]);
