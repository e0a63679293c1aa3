import type { LineState } from './followEvents.ts';
import { TEXT } from './text.ts';

const TEXTS: Record<LineState | 'idle', string> = TEXT.live.line;

/** Says how the line to the collector is; only when that changes, for it is read aloud. */
export function lineNote(note: HTMLElement): (state: LineState | 'idle') => void {
  return state => {
    note.dataset.state = state;
    if (note.textContent !== TEXTS[state]) note.textContent = TEXTS[state];
  };
}
