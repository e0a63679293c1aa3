import type { Row, Table } from './tables.ts';

/** The numbers of an account's events, as they are in the source. */
export interface Numbered {
  accountId: string;
  /** Of its next event. */
  next: number;
  /** Until there no other account has an event of the same number. */
  shared: number;
}

/** An account's events from one number to another have other numbers in the target. */
export interface Piece {
  accountId: string;
  from: number;
  to: number;
  add: number;
}

/** What the events' numbers become. */
export interface Numbers {
  /** As the target keeps them for another run. */
  readonly pieces: readonly Piece[];
  /** Gives numbers to what has arrived, as of a moment of the source. */
  extend(accounts: readonly Numbered[]): void;
  /** A row as it is in the target; undefined where it names an event that has no number yet. */
  row(table: Table, row: Row): Row | undefined;
}

/** They stay as they are. */
export const SAME: Numbers = { pieces: [], extend() {}, row: (_, row) => row };

const SINCE = 'since_seq';

/**
 * From numbers of each account to those of one store: what came from one stays as it is, what arrived since follows, in one piece
 * for each account and each time it is asked for. The order within an account stays, and there is no other.
 */
export function renumbered(kept: readonly Piece[] = []): Numbers {
  const pieces: Piece[] = [];
  const ofAccount = new Map<string, Piece[]>();
  let top = 0;
  const take = (piece: Piece) => {
    pieces.push(piece);
    const own = ofAccount.get(piece.accountId);
    if (own) own.push(piece);
    else ofAccount.set(piece.accountId, [piece]);
    top = Math.max(top, piece.to + piece.add);
  };
  for (const piece of kept) take(piece);

  const of = (accountId: string, number: number): number | undefined => {
    if (number <= 0) return number;
    const piece = ofAccount.get(accountId)?.find(({ from, to }) => number >= from && number <= to);
    return piece && number + piece.add;
  };
  /** From an event on: after the one before it, whether that is there or not. */
  const since = (accountId: string, number: number): number | undefined => {
    const before = of(accountId, number - 1);
    return number <= 0 || before === undefined ? before && number : before + 1;
  };

  return {
    pieces,
    extend(accounts) {
      if (!pieces.length) {
        for (const { accountId, shared } of accounts)
          if (shared > 0) take({ accountId, from: 1, to: shared, add: 0 });
      }
      for (const { accountId, next } of accounts) {
        const end = ofAccount.get(accountId)?.at(-1)?.to ?? 0;
        if (next > end + 1) take({ accountId, from: end + 1, to: next - 1, add: top - end });
      }
    },
    row(table, row) {
      const accountId = row.account_id as string;
      const changed: Row = { ...row };
      for (const column of table.numbers) {
        const number = row[column] as number | null | undefined;
        // A key alone may be without it.
        if (number == null) continue;
        const is = of(accountId, number);
        if (is === undefined) return undefined;
        changed[column] = is;
      }
      if (table.of !== 'all' && SINCE in row) {
        const is = since(accountId, row[SINCE] as number);
        if (is === undefined) return undefined;
        changed[SINCE] = is;
      }
      if (typeof row.completed_by === 'string' && row.completed_by !== '[]') {
        const told = completions(row.completed_by, number => of(accountId, number));
        if (told === undefined) return undefined;
        changed.completed_by = told;
      }
      return changed;
    },
  };
}

/** See attribution/completions.ts. */
function completions(text: string, of: (number: number) => number | undefined): string | undefined {
  const all = (JSON.parse(text) as [number, ...string[]][]).map(([seq, ...told]) => [of(seq), ...told]);
  return all.some(([seq]) => seq === undefined) ? undefined : JSON.stringify(all);
}
