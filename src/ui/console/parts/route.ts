import { batch, signal } from '@preact/signals';

/** Where in the console the reader is: the part of its address behind `#/`. It stays with him, the collector has none of it. */
export const route = signal('');

/** What follows a `?` there: what a page shows of what it has. */
export const routeQuery = signal('');

/** Goes to a page of the console. */
export function go(to: string): void {
  location.hash = `/${to}`;
}

/** The same without a step that the browser's back button would undo. */
export function stand(to: string): void {
  history.replaceState(null, '', linkTo(to));
  read();
}

/** The address of a page of the console, for links. */
export const linkTo = (to: string): string => `#/${to}`;

function read(): void {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  batch(() => {
    route.value = path;
    routeQuery.value = query;
  });
}

read();
addEventListener('hashchange', read);
