/** Names that Google's own vocabulary (GA4) has for ours; it has the others as they are. */
const EVENTS = {
    signup: 'sign_up',
    lead: 'generate_lead',
    download: 'file_download',
    initiate_checkout: 'begin_checkout',
    complete_registration: 'sign_up',
    view_content: 'view_item',
};
/** Where a GA4 data layer has what a saved pixel asks for. */
const PATHS = {
    revenue: 'ecommerce.value',
    currency: 'ecommerce.currency',
    order_id: 'ecommerce.transaction_id',
    coupon: 'ecommerce.coupon',
    shipping: 'ecommerce.shipping',
    tax: 'ecommerce.tax',
    sku: 'ecommerce.items.0.item_id',
    brand: 'ecommerce.items.0.item_brand',
    category: 'ecommerce.items.0.item_category',
    variant: 'ecommerce.items.0.item_variant',
};
/** The data layer event of a conversion type. */
export const ga4Event = (conversionType) => Object.hasOwn(EVENTS, conversionType) ? EVENTS[conversionType] : conversionType;
/** The data layer's path of a property; undefined where GA4 has none. */
export const ga4Path = (key) => Object.hasOwn(PATHS, key) ? PATHS[key] : undefined;
