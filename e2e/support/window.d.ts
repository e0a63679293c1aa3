import type { Tgp } from '../../src/tag/types.ts';

declare global {
  interface Window {
    tgp: Tgp;
  }
}
