import { e as element } from './chunks/element.js';
import { f as find, s as showCartCount } from './chunks/cart.js';
import { p as picture } from './chunks/picture.js';
import { t as tgp } from './chunks/tgp.js';

/** The guides of the single-page app. */
const guides = [
    {
        id: 'pour-over',
        product: 'dripper',
        name: 'Pour-over',
        line: 'One clean cup in three and a half minutes.',
        steps: [
            'Rinse the paper filter and throw the water away.',
            'Grind 15 grams, medium, like coarse sand.',
            'Pour 45 grams of water just off the boil. Wait 40 seconds.',
            'Pour to 150 grams, then to 250 grams, in slow circles.',
            'Let it drain. It should end at about 3:30.',
        ],
    },
    {
        id: 'cold-brew',
        product: 'beans',
        name: 'Cold brew',
        line: 'A bottle for the week, made overnight.',
        steps: [
            'Grind 80 grams, coarse, like sea salt.',
            'Stir into a litre of cold water, and cover it.',
            'Leave it in the fridge for sixteen hours.',
            'Strain it twice, the second time through paper.',
        ],
    },
    {
        id: 'dial-in',
        product: 'grinder',
        name: 'Dial in a grinder',
        line: 'From sour or bitter to sweet in three cups.',
        steps: [
            'Brew one cup in the middle of the grinder’s range.',
            'Sour or thin? Four clicks finer. Bitter or dry? Four coarser.',
            'Brew again. Halve the step each time you cross the middle.',
        ],
    },
];
const findGuide = (id) => guides.find(guide => guide.id === id);

const view = find('view', HTMLElement);
function link(href, ...children) {
    const anchor = element('a', { href }, ...children);
    anchor.addEventListener('click', event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button)
            return;
        event.preventDefault();
        // The tag sees the new address for itself, and reads the title when the app has set it.
        history.pushState(null, '', href);
        show();
        view.focus();
    });
    return anchor;
}
function list() {
    const cards = guides.map(({ id, product, name, line }) => element('li', {}, link(`app?guide=${id}`, picture(product), element('strong', {}, name), element('span', {}, line))));
    return [element('h1', {}, 'Brew guide'), element('ul', { class: 'cards' }, ...cards)];
}
function page({ id, product, name, line, steps }) {
    const done = element('button', { type: 'button' }, 'I brewed this');
    done.addEventListener('click', () => {
        done.disabled = true;
        done.textContent = 'Enjoy your cup';
        tgp('track', 'guide_finished', { guide_id: id, name, steps: steps.length });
    }, { once: true });
    return [
        element('p', {}, link('app', 'All guides')),
        element('h1', {}, name),
        element('p', {}, line),
        element('ol', { class: 'steps' }, ...steps.map(step => element('li', {}, step))),
        element('p', {}, done, ' ', element('a', { href: `product?id=${product}` }, 'What you need for it')),
    ];
}
function show() {
    const guide = findGuide(new URLSearchParams(location.search).get('guide'));
    document.title = `${guide?.name ?? 'Brew guide'} · Kessel`;
    view.replaceChildren(...(guide ? page(guide) : list()));
}
addEventListener('popstate', show);
show();
showCartCount();
