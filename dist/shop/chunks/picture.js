import { s as svgElement } from './element.js';

/** A product's picture. */
function picture(id) {
    const use = svgElement('use', { href: `pictures.svg#${id}` });
    return svgElement('svg', { class: 'picture', viewBox: '0 0 120 120', 'aria-hidden': 'true' }, use);
}

export { picture as p };
