/** Why beacons are refused, for whoever counts them. These names are told to others and won't change. */
const REASONS: Record<number, string> = {
  400: 'invalid',
  401: 'unknown_tag',
  404: 'unknown_tag',
  405: 'method',
  413: 'too_large',
  429: 'rate_limit',
  503: 'unavailable',
};

/** What became of the beacons since the start. */
export class BeaconMeter {
  /** Answered as stored, those among them that were stored before. */
  accepted = 0;
  /** New events. */
  stored = 0;
  readonly refused = new Map<string, number>([...new Set(Object.values(REASONS))].map(name => [name, 0]));

  refuse(status: number): void {
    const name = REASONS[status] ?? 'invalid';
    this.refused.set(name, this.refused.get(name)! + 1);
  }

  /** Counts what comes in by the one door. */
  counting<Event extends unknown[]>(accept: (...event: Event) => Promise<boolean>) {
    return async (...event: Event): Promise<boolean> => {
      const isNew = await accept(...event);
      this.accepted++;
      if (isNew) this.stored++;
      return isNew;
    };
  }
}
