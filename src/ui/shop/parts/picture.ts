import { svgElement } from '../../element.ts';

/** A product's picture. */
export function picture(id: string): SVGSVGElement {
  const use = svgElement('use', { href: `pictures.svg#${id}` });
  return svgElement('svg', { class: 'picture', viewBox: '0 0 120 120', 'aria-hidden': 'true' }, use);
}
