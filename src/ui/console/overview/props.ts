import type { View } from './view.ts';

/** What every part of the page gets. */
export interface Shown {
  view: View;
  /** Shows something else: it is in the address then. */
  change: (part: Partial<View>) => void;
  /** The account that is shown. */
  account: string;
}
