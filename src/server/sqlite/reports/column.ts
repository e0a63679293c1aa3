/** Numbers, in as few bytes as they take. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const KINDS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;

/** Each array begins at a place that all kinds can be read at. */
const ALIGNED = 8;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNED) * ALIGNED;

/** A column of visits: lists of numbers, and the texts that some of them stand for. */
export interface Column {
  arrays: Numbers[];
  readonly texts: string[];
}

/** Whole numbers from 0 on, as they take the fewest bytes. */
export function fewest(numbers: readonly number[]): Numbers {
  let most = 0;
  for (const each of numbers) if (each > most) most = each;
  const kind = most < 2 ** 8 ? 0 : most < 2 ** 16 ? 1 : most < 2 ** 32 ? 2 : 3;
  return KINDS[kind].from(numbers);
}

/** A column as it is stored: lengths and kinds as JSON, the numbers, then the texts as JSON. */
export function packColumn({ arrays, texts }: Column): Uint8Array {
  const head = Buffer.from(
    JSON.stringify(arrays.map(each => [KINDS.findIndex(kind => each instanceof kind), each.length])),
  );
  const ends = texts.length ? Buffer.from(JSON.stringify(texts)) : Buffer.alloc(0);
  const start = aligned(4 + head.length);
  const bytes = new Uint8Array(
    arrays.reduce((sum, each) => sum + aligned(each.byteLength), start) + ends.length,
  );
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = start;
  for (const each of arrays) {
    bytes.set(new Uint8Array(each.buffer, each.byteOffset, each.byteLength), at);
    at += aligned(each.byteLength);
  }
  bytes.set(ends, at);
  return bytes;
}

/** The same again; texts are read when they are asked for. */
export function unpackColumn(stored: Uint8Array): Column {
  const bytes = stored.byteOffset % ALIGNED ? stored.slice() : stored;
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = (from: number, to: number) =>
    Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset + from, to - from).toString();
  const head = JSON.parse(text(4, 4 + headLength)) as [kind: 0 | 1 | 2 | 3, length: number][];
  let at = aligned(4 + headLength);
  const arrays = head.map(([kind, length]) => {
    const array = new KINDS[kind](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length);
    at += aligned(array.byteLength);
    return array;
  });
  const end = at;
  let texts: string[] | undefined;
  return {
    arrays,
    get texts() {
      texts ??= end < bytes.length ? (JSON.parse(text(end, bytes.length)) as string[]) : [];
      return texts;
    },
  };
}

/** What a column takes in memory, about, with its texts once they are read. @param stored of which it was unpacked, and which it holds */
export function bytesOf(column: Column, stored?: Uint8Array): number {
  const numbers = column.arrays.reduce((sum, each) => sum + each.byteLength, 0);
  if (stored) return stored.length + 2 * (stored.length - numbers);
  return numbers + column.texts.reduce((sum, { length }) => sum + 2 * length, 0);
}
