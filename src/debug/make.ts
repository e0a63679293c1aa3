import { ofDocument } from '../tag/platform.ts';

/** Makes an element of the platform's own. Text stays text: nothing is ever parsed as markup. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const element = ofDocument<HTMLElementTagNameMap[Name]>('createElement', name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
