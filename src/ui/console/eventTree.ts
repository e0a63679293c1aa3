import { element } from '../element.ts';

/** A value as a nested list: every key, every text as it came. */
export function eventTree(value: object): HTMLElement {
  const entries = Object.entries(value);
  return element(
    'ul',
    { class: 'tree' },
    ...entries.map(([key, child]) =>
      typeof child === 'object' && child !== null
        ? element('li', {}, element('b', {}, key), eventTree(child))
        : element('li', {}, element('b', {}, key), ' ', leaf(child)),
    ),
  );
}

const leaf = (value: unknown): HTMLElement =>
  element('span', { class: 'leaf' }, value === '' ? '""' : String(value));
