import { signal } from '@preact/signals';

/** What is said on the page that comes next: the record that was made, or the list of what is left. */
export const nextNote = signal('');
