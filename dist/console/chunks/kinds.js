/**
 * The one table of what happened: conversions, pixel events, business history and counts all ask it. An event is of one
 * kind. What is not surely one of them is none: a `page_view` is no landing, a `subscribe`, a `start_trial` or a `schedule`
 * may be a sale or a lead, so no pixel counts it.
 */
const KINDS = [
    { kind: 'page_view', business: 'PAGE_VIEW', names: ['page_view', 'PageView'] },
    { kind: 'landing_page', category: 2, names: ['landing_page', 'LandingPage'] },
    {
        kind: 'view_content',
        category: 3,
        names: ['view_content', 'ViewContent', 'ItemView', 'view_item', 'Product Viewed', 'Viewed Product'],
    },
    {
        kind: 'add_to_cart',
        category: 4,
        business: 'ADD_TO_CART',
        names: [
            'add_to_cart',
            'AddToCart',
            'Product Added',
            'Added Product',
            'product_added_to_cart',
            'ADD_CART',
        ],
    },
    {
        kind: 'initiate_checkout',
        category: 5,
        names: [
            ...['initiate_checkout', 'InitiateCheckout', 'begin_checkout', 'BeginCheckout', 'Checkout Started'],
            ...['Started Checkout', 'START_CHECKOUT'],
        ],
    },
    {
        kind: 'add_payment_info',
        category: 6,
        names: [
            'add_payment_info',
            'AddPaymentInfo',
            'Payment Info Entered',
            'payment_info_submitted',
            'ADD_BILLING',
        ],
    },
    {
        kind: 'purchase',
        category: 7,
        business: 'PURCHASE',
        names: [
            ...[
                'purchase',
                'Purchase',
                'Order Completed',
                'Completed Order',
                'CompletePayment',
                'checkout_completed',
            ],
            ...['ecommerce_purchase', 'Placed Order'],
        ],
    },
    { kind: 'lead', category: 8, business: 'LEAD', names: ['lead', 'Lead', 'generate_lead', 'GenerateLead'] },
    { kind: 'contact', category: 8, business: 'LEAD', names: ['contact', 'Contact'] },
    {
        kind: 'complete_registration',
        category: 8,
        business: 'LEAD',
        names: ['complete_registration', 'CompleteRegistration', 'signup', 'sign_up', 'SignUp', 'Signed Up'],
    },
    {
        kind: 'submit_application',
        category: 8,
        business: 'LEAD',
        names: ['submit_application', 'SubmitApplication'],
    },
    {
        kind: 'add_to_wishlist',
        names: ['add_to_wishlist', 'AddToWishlist', 'Product Added to Wishlist'],
    },
    { kind: 'customize_product', names: ['customize_product', 'CustomizeProduct'] },
    { kind: 'schedule', names: ['schedule', 'Schedule'] },
    { kind: 'start_trial', names: ['start_trial', 'StartTrial', 'Trial Started'] },
    { kind: 'subscribe', names: ['subscribe', 'Subscribe'] },
    { kind: 'search', names: ['search', 'Search', 'Products Searched', 'search_submitted'] },
    { kind: 'find_location', names: ['find_location', 'FindLocation'] },
    { kind: 'donate', names: ['donate', 'Donate'] },
    { kind: 'download', names: ['download', 'Download', 'file_download'] },
    { kind: 'custom', names: ['custom', 'Custom'] },
];
/** Longer names are none of the table's: they are not read. */
const MAX_NAME = 64;
const plain = (name) => name.toLowerCase().replace(/[\s_-]+/g, '');
const BY_NAME = new Map(KINDS.flatMap(kind => kind.names.map(name => [plain(name), kind])));
new Map(KINDS.map(kind => [kind.kind, kind]));
/** The kind that a word of any vocabulary means: an event's name, a conversion type, the type of a pixel event. */
const kindNamed = (name) => name.length > MAX_NAME ? undefined : BY_NAME.get(plain(name));

export { kindNamed };
