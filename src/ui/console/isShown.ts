import { eventRow } from './eventRow.ts';
import type { LiveEvent } from './liveEvent.ts';

/** Whether an event has a text anywhere: in what its row shows, or in what it says. */
export function isShown(event: LiveEvent, text: string): boolean {
  const asked = text.trim().toLowerCase();
  if (!asked) return true;
  const row = Object.values(eventRow(event)).join('\n');
  return `${row}\n${JSON.stringify(event)}`.toLowerCase().includes(asked);
}
