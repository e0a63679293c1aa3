import type { Store } from '../store/store.ts';
import { unfiredOf } from './firedOf.ts';

/** Lists the piggybacks that an earlier version took and that are not fired any more, for who can mend them. */
export async function warnOfUnfired(
  { conversionPixels }: Pick<Store, 'conversionPixels'>,
  log: { warn(text: string): void },
): Promise<void> {
  for (const pixel of await conversionPixels.list('*'))
    for (const problem of unfiredOf(pixel))
      log.warn(`pixel ${pixel.id} of "${pixel.account_id}": a piggyback is not fired: ${problem}`);
}
