/** How often it is looked again for what arrived since the last time. */
const MAX_LATE = 3;

/**
 * Whether all that is held of a person, or of a tag, is gone through once more. What arrives meanwhile is to go too, but whoever
 * goes on sending must not keep the erasure from its end.
 */
export class ErasePasses {
  readonly #before: number;
  #isOld = true;
  #isLate = false;
  #late = 0;

  /** @param before the number of the last event that there was */
  constructor(before: number) {
    this.#before = before;
  }

  /** Told of the number of each row that goes. */
  took(seq: number): void {
    if (seq <= this.#before) this.#isOld = true;
    else this.#isLate = true;
  }

  /** Whether another one is due. */
  next(): boolean {
    const isDue = this.#isOld || (this.#isLate && this.#late++ < MAX_LATE);
    this.#isOld = this.#isLate = false;
    return isDue;
  }
}
