import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Where ids and secrets come from; tests pass their own. */
export interface Random {
  uuid(): string;
  bytes(length: number): Buffer;
  /** At least `min`, less than `max`. */
  int(min: number, max: number): number;
}

export const random: Random = { uuid: randomUUID, bytes: randomBytes, int: randomInt };
