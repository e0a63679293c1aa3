import { kindNamed } from "./kinds.js";
/** What an advertiser's business counts, in the order in which it is told. */
export const BUSINESS_TYPES = ['PAGE_VIEW', 'PURCHASE', 'ADD_TO_CART', 'LEAD'];
const PIXEL_EVENTS = [
    { value: 'page_view', label: 'Page View' },
    { value: 'purchase', label: 'Purchase' },
    { value: 'custom', label: 'Custom Event' },
    { value: 'add_to_cart', label: 'Add to Cart' },
    { value: 'add_to_wishlist', label: 'Add to Wishlist' },
    { value: 'customize_product', label: 'Customize Product' },
    { value: 'initiate_checkout', label: 'Initiate Checkout' },
    { value: 'add_payment_info', label: 'Add Payment Info' },
    { value: 'contact', label: 'Contact' },
    { value: 'lead', label: 'Lead' },
    { value: 'schedule', label: 'Schedule' },
    { value: 'complete_registration', label: 'Complete Registration' },
    { value: 'submit_application', label: 'Submit Application' },
    { value: 'start_trial', label: 'Start Trial' },
    { value: 'subscribe', label: 'Subscribe' },
    { value: 'view_content', label: 'View Content' },
    { value: 'search', label: 'Search' },
    { value: 'find_location', label: 'Find Location' },
    { value: 'donate', label: 'Donate' },
];
/**
 * The kinds that a pixel event may be of: the contract's three, then the rest of the vendor's list. What else means the
 * same, `KINDS` says.
 */
export const EVENT_KINDS = PIXEL_EVENTS.map(choice => {
    const business = kindNamed(choice.value)?.business;
    return { ...choice, ...(business && { business }) };
});
