/** The kinds of conversion that a saved pixel offers; others are free text. */
export const CONVERSION_TYPES = [
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
export const PIXEL_PROPERTIES = [
    { value: 'currency', label: 'Currency' },
    { value: 'brand', label: 'Brand' },
    { value: 'model', label: 'Model' },
    { value: 'category', label: 'Category' },
    { value: 'size', label: 'Size' },
    { value: 'color', label: 'Color' },
    { value: 'variant', label: 'Variant' },
    { value: 'sku', label: 'SKU' },
];
/**
 * The categories of a conversion pixel, with every other vocabulary's name for each: the one table of which track
 * event fires which pixel. What is not surely one of them is none: a `page_view` is no landing, a `subscribe`, a
 * `start_trial` or a `schedule` may be a sale or a lead.
 */
export const CONVERSION_EVENTS = [
    { id: 2, name: 'LandingPage', types: [] },
    { id: 3, name: 'ItemView', types: ['view_content'] },
    { id: 4, name: 'AddToCart', types: ['add_to_cart'] },
    { id: 5, name: 'InitiateCheckout', types: ['begin_checkout', 'initiate_checkout'] },
    { id: 6, name: 'AddPaymentInfo', types: ['add_payment_info'] },
    { id: 7, name: 'Purchase', types: ['purchase'] },
    {
        id: 8,
        name: 'Lead',
        types: ['lead', 'signup', 'contact', 'complete_registration', 'submit_application'],
    },
];
/** The category that an event's name, conversion type or kind stands for. */
export const conversionEventOf = (name) => CONVERSION_EVENTS.find(event => event.name === name || event.types.includes(name));
