/** What the operator's databases know of addresses. */
export interface Networks {
  /** ISO 3166-1 alpha-2; undefined where it is not known. */
  countryOf(address: string): string | undefined;
  /** Whether it is of a network that hosts servers. */
  isHosting(address: string): boolean;
}

/** Of a collector without databases. */
export const NO_NETWORKS: Networks = { countryOf: () => undefined, isHosting: () => false };
