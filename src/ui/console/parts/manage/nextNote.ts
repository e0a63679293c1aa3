let note = '';

/** Leaves something to be said on the page that comes next: of the record that was made, or of the one that is gone. */
export function leaveNote(text: string): void {
  note = text;
}

/** What was left to be said here; said once. */
export function takeNote(): string {
  const left = note;
  note = '';
  return left;
}
