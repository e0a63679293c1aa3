/** The kinds of conversion that a saved pixel offers; others are free text. */
const CONVERSION_TYPES = [
    { value: 'purchase', label: 'Purchase' },
    { value: 'signup', label: 'Sign up' },
    { value: 'lead', label: 'Lead' },
    { value: 'add_to_cart', label: 'Add to cart' },
    { value: 'begin_checkout', label: 'Begin checkout' },
    { value: 'contact', label: 'Contact' },
    { value: 'download', label: 'Download' },
    { value: 'subscribe', label: 'Subscribe' },
];
/** The properties that a saved pixel offers; others are free text. */
const PIXEL_PROPERTIES = [
    { value: 'currency', label: 'Currency' },
    { value: 'brand', label: 'Brand' },
    { value: 'model', label: 'Model' },
    { value: 'category', label: 'Category' },
    { value: 'size', label: 'Size' },
    { value: 'color', label: 'Color' },
    { value: 'variant', label: 'Variant' },
    { value: 'sku', label: 'SKU' },
];
/** The categories of a conversion pixel. Which events are of which, `KINDS` says. */
const CONVERSION_EVENTS = [
    { id: 2, name: 'LandingPage' },
    { id: 3, name: 'ItemView' },
    { id: 4, name: 'AddToCart' },
    { id: 5, name: 'InitiateCheckout' },
    { id: 6, name: 'AddPaymentInfo' },
    { id: 7, name: 'Purchase' },
    { id: 8, name: 'Lead' },
];

export { CONVERSION_EVENTS, CONVERSION_TYPES, PIXEL_PROPERTIES };
