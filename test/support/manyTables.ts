/**
 * The begin of a body in Brotli (RFC 7932, section 9.2) that is 844 bytes long and has whoever unpacks it make 513 tables of a
 * kilobyte each, before anything comes out of it.
 */
export function manyTables(): Buffer {
  const bits: number[] = [];
  const write = (value: number, count: number) => {
    for (let at = 0; at < count; at++) bits.push((value >> at) & 1);
  };
  /** A prefix code of one symbol. */
  const code = (symbol: number, count: number) => {
    write(1, 2);
    write(0, 2);
    write(symbol, count);
  };
  write(0, 1);
  // A part of 65,536 bytes that is not the last, packed, of one type of block each.
  write(0, 3);
  write(0xffff, 16);
  write(0, 4);
  // The largest alphabet of distances; how literals are looked up.
  write(3, 2);
  write(15, 4);
  write(0, 2);
  // 256 codes for literals and as many for distances, of which the maps use one.
  for (let kind = 0; kind < 2; kind++) {
    write(1, 1);
    write(7, 3);
    write(127, 7);
    write(0, 1);
    code(0, 8);
    write(0, 1);
  }
  for (let at = 0; at < 256; at++) code(65, 8);
  // Of what is to be inserted the length is still to come.
  code(504, 10);
  for (let at = 0; at < 256; at++) code(0, 10);
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries()) bytes[at >> 3]! |= bit << (at & 7);
  return bytes;
}
