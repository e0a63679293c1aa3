/**
 * The kinds that a pixel event may be of: the contract's three, then the rest of the vendor's list. `value` is also
 * the name of the track event that is such a conversion, and its `conversion_type`. Which category of conversion pixels
 * each is, `conversionEventOf` knows.
 */
export const EVENT_KINDS = [
    { value: 'page_view', label: 'Page View', business: 'PAGE_VIEW' },
    { value: 'purchase', label: 'Purchase', business: 'PURCHASE' },
    { value: 'custom', label: 'Custom Event' },
    { value: 'add_to_cart', label: 'Add to Cart', business: 'ADD_TO_CART' },
    { value: 'add_to_wishlist', label: 'Add to Wishlist' },
    { value: 'customize_product', label: 'Customize Product' },
    { value: 'initiate_checkout', label: 'Initiate Checkout' },
    { value: 'add_payment_info', label: 'Add Payment Info' },
    { value: 'contact', label: 'Contact' },
    { value: 'lead', label: 'Lead', business: 'LEAD' },
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
