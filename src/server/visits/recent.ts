/** What a function of a text gave, for so many texts: the one that was asked for least lately makes room. */
export function recent<T>(read: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, { own: string; value: T }>();
  return text => {
    const found = known.get(text);
    if (found) {
      known.delete(found.own);
      known.set(found.own, found);
      return found.value;
    }
    const value = read(text);
    // A copy: a part of a text holds all of it in memory, and that may be a whole beacon.
    const own = Buffer.from(text).toString();
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(own, { own, value });
    return value;
  };
}
