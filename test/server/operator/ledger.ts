/** What of a beacon is known outside the collector. */
export interface Sent {
  /** Whether it is an order, which is a conversion too. */
  isOrder: boolean;
}

/** What was promised of one line of history: a restore goes back to another one. */
export interface Ledger {
  /** Acknowledged, and to be there. */
  stored: Set<string>;
  /** Acknowledged, counted, and removed by retention, which said so. */
  removed: Set<string>;
  /** Sent without an answer that says whether it was stored: it may be there, or not. */
  open: Set<string>;
}

export const newLedger = (): Ledger => ({ stored: new Set(), removed: new Set(), open: new Set() });

export const copyOf = ({ stored, removed, open }: Ledger): Ledger => ({
  stored: new Set(stored),
  removed: new Set(removed),
  open: new Set(open),
});

/** What is in one and not in the other. */
export const without = (some: Iterable<string>, others: { has(id: string): boolean }): string[] =>
  [...some].filter(id => !others.has(id));

/** Notes of what was open whether it is there. What is wrong with what is there is returned, in words. */
export function settle(ledger: Ledger, there: string[]): string[] {
  const found = new Set(there);
  for (const id of ledger.open) if (found.has(id)) ledger.stored.add(id);
  ledger.open.clear();
  return [
    ...without(ledger.stored, found).map(id => `${id} was acknowledged and is missing`),
    ...without(found, ledger.stored).map(id => `${id} is there and was never acknowledged`),
    ...(found.size === there.length ? [] : [`${there.length - found.size} are there twice`]),
  ];
}
