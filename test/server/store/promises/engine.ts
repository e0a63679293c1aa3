import type { Store } from '../../../../src/server/store/store.ts';

export interface EngineOptions {
  queueLimit?: number;
  queueSize?: number;
  maxBytes?: number;
  /** True where it will be opened again. An engine that has a disk may do without it where it won't. */
  onDisk?: true;
}

/** A store with nothing in it. */
export interface Engine {
  store: Store;
  /** Closes the store and opens what it left behind. Engines without a disk have none. */
  reopen?(): Promise<Store>;
}

/** Opens a new store for the running test. */
export type Open = (options?: EngineOptions) => Promise<Engine>;
