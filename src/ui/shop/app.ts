import { element } from '../element.ts';
import { find } from '../find.ts';
import { showCartCount } from './parts/cart.ts';
import { findGuide, type Guide, guides } from './parts/guides.ts';
import { picture } from './parts/picture.ts';
import { tgp } from './parts/tgp.ts';

const view = find('view', HTMLElement);

function link(href: string, ...children: (Node | string)[]): HTMLAnchorElement {
  const anchor = element('a', { href }, ...children);
  anchor.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // The tag sees the new address for itself, and reads the title when the app has set it.
    history.pushState(null, '', href);
    show();
    view.focus();
  });
  return anchor;
}

function list(): Node[] {
  const cards = guides.map(({ id, product, name, line }) =>
    element(
      'li',
      {},
      link(`app?guide=${id}`, picture(product), element('strong', {}, name), element('span', {}, line)),
    ),
  );
  return [element('h1', {}, 'Brew guide'), element('ul', { class: 'cards' }, ...cards)];
}

function page({ id, product, name, line, steps }: Guide): Node[] {
  const done = element('button', { type: 'button' }, 'I brewed this');
  done.addEventListener(
    'click',
    () => {
      done.disabled = true;
      done.textContent = 'Enjoy your cup';
      tgp('track', 'guide_finished', { guide_id: id, name, steps: steps.length });
    },
    { once: true },
  );
  return [
    element('p', {}, link('app', 'All guides')),
    element('h1', {}, name),
    element('p', {}, line),
    element('ol', { class: 'steps' }, ...steps.map(step => element('li', {}, step))),
    element('p', {}, done, ' ', element('a', { href: `product?id=${product}` }, 'What you need for it')),
  ];
}

function show(): void {
  const guide = findGuide(new URLSearchParams(location.search).get('guide'));
  document.title = `${guide?.name ?? 'Brew guide'} · Kessel`;
  view.replaceChildren(...(guide ? page(guide) : list()));
}

addEventListener('popstate', show);
show();
showCartCount();
