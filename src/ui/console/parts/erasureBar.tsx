import { TEXT } from '../text.ts';
import type { ErasureProgress } from './erase.ts';

/** How far an erasure is. */
export function ErasureBar({ events, of }: ErasureProgress) {
  return (
    <div>
      <progress
        aria-label={TEXT.manage.erasing}
        {...(of !== null && { max: Math.max(of, 1), value: events })}
      />
      <p role="status">{TEXT.manage.erased(events.toLocaleString(), of?.toLocaleString())}</p>
    </div>
  );
}
