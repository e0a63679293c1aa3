import { signal } from '@preact/signals';

/** Where in the console the reader is: the part of its address behind `#/`. It stays with him, the collector has none of it. */
export const route = signal(read());

/** Goes to a page of the console. */
export function go(to: string): void {
  location.hash = `/${to}`;
}

/** The address of a page of the console, for links. */
export const linkTo = (to: string): string => `#/${to}`;

function read(): string {
  return location.hash.replace(/^#\/?/, '');
}

addEventListener('hashchange', () => {
  route.value = read();
});
