/** The page's own element of that id, of the kind that the code expects. */
function find(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind))
        throw new Error(`the page has no ${kind.name} #${id}`);
    return found;
}

/** What the shop sells. */
const catalogue = [
    {
        id: 'kettle',
        sku: 'KT-09',
        name: 'Gooseneck kettle',
        category: 'Kettles',
        cents: 6450,
        line: 'Pours as slowly as you mean it to',
        about: 'A stainless steel kettle of 0.9 litres with a thin, curved spout. The lid has a thermometer, the handle stays cool, and it works on gas and induction.',
    },
    {
        id: 'grinder',
        sku: 'GR-40',
        name: 'Hand grinder',
        category: 'Grinders',
        cents: 8900,
        line: 'Forty clicks from espresso to French press',
        about: 'Steel burrs on two bearings, so that the last bean is ground like the first. Holds 25 grams, which is two cups, and takes about a minute for them.',
    },
    {
        id: 'dripper',
        sku: 'DR-02',
        name: 'Ceramic dripper',
        category: 'Brewing',
        cents: 2400,
        line: 'For one to four cups',
        about: 'A heavy ceramic cone that keeps its warmth while you pour. Spiral ribs hold the paper off the wall; the one large hole leaves the pace to you.',
    },
    {
        id: 'scale',
        sku: 'SC-01',
        name: 'Brewing scale',
        category: 'Brewing',
        cents: 3990,
        line: 'A tenth of a gram, and a timer',
        about: 'Weighs up to two kilograms in steps of 0.1 grams and times the pour beside it. Charges by USB-C, shrugs off a spill, and turns itself off after five minutes.',
    },
    {
        id: 'filters',
        sku: 'FP-100',
        name: 'Paper filters',
        category: 'Brewing',
        cents: 790,
        line: 'A hundred, unbleached',
        about: 'Cone filters of a strong, even paper that fit the ceramic dripper. Rinse them once with hot water.',
    },
    {
        id: 'beans',
        sku: 'BN-250',
        name: 'House beans',
        category: 'Coffee',
        cents: 1350,
        line: 'Roasted on Tuesdays, 250 grams',
        about: 'A washed coffee from two farms in Huila, roasted light enough to taste of red apple and caramel. Best from a week to two months after the roast.',
    },
];
const findProduct = (id) => catalogue.find(product => product.id === id);

/** Reads what this shop keeps in the browser; the fallback where there is nothing or it can't be read. */
function readStored(key, fallback) {
    try {
        return JSON.parse(localStorage.getItem(key) ?? '') ?? fallback;
    }
    catch {
        return fallback;
    }
}
/** Keeps a value for the next page. */
function store(key, value) {
    localStorage.setItem(key, JSON.stringify(value));
}

const CART = 'kessel_cart';
/** The cart's lines. What the shop no longer sells is not in it. */
function readCart() {
    return Object.entries(readStored(CART, {})).flatMap(([id, quantity]) => {
        const product = findProduct(id);
        return product && quantity > 0 ? [{ product, quantity }] : [];
    });
}
/** Puts so many of a product into the cart; 0 takes it out. */
function setQuantity(product, quantity) {
    const lines = readCart().map(line => [line.product.id, line.quantity]);
    store(CART, { ...Object.fromEntries(lines), [product.id]: quantity });
    showCartCount();
}
function emptyCart() {
    store(CART, {});
}
const totalCents = (lines) => lines.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);
/** Shows beside the page's link to the cart how much is in it. */
function showCartCount() {
    const count = readCart().reduce((sum, { quantity }) => sum + quantity, 0);
    find('cart-count', HTMLElement).textContent = count ? ` (${count})` : '';
}

export { setQuantity as a, findProduct as b, catalogue as c, store as d, emptyCart as e, find as f, readStored as g, readCart as r, showCartCount as s, totalCents as t };
