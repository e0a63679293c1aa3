import type { LineState } from './followEvents.ts';

const TEXTS: Record<LineState | 'idle', string> = {
  idle: 'Not connected',
  connecting: 'Connecting…',
  live: 'Live',
  waiting: 'Disconnected, trying again…',
  refused: 'Refused by the collector',
};

/** Says how the line to the collector is; only when that changes, for it is read aloud. */
export function lineNote(note: HTMLElement): (state: LineState | 'idle') => void {
  return state => {
    note.dataset.state = state;
    if (note.textContent !== TEXTS[state]) note.textContent = TEXTS[state];
  };
}
