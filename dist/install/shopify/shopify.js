import { pathProblem } from "../path.js";
import { signNote } from "../signNote.js";
import { pixelScript } from "./pixelScript.js";
/** Shopify's names for ours. */
const EVENTS = {
    purchase: 'checkout_completed',
    add_to_cart: 'product_added_to_cart',
    remove_from_cart: 'product_removed_from_cart',
    view_cart: 'cart_viewed',
    begin_checkout: 'checkout_started',
    initiate_checkout: 'checkout_started',
    add_payment_info: 'payment_info_submitted',
    add_shipping_info: 'checkout_shipping_info_submitted',
    view_content: 'product_viewed',
    view_item: 'product_viewed',
    view_item_list: 'collection_viewed',
    search: 'search_submitted',
};
/** What Shopify publishes itself, its events of the page among them. https://shopify.dev/docs/api/web-pixels-api */
const STANDARD = new Set([
    'alert_displayed',
    'cart_viewed',
    'checkout_address_info_submitted',
    'checkout_completed',
    'checkout_contact_info_submitted',
    'checkout_shipping_info_submitted',
    'checkout_started',
    'collection_viewed',
    'page_viewed',
    'payment_info_submitted',
    'product_added_to_cart',
    'product_removed_from_cart',
    'product_viewed',
    'search_submitted',
    'ui_extension_errored',
    'clicked',
    'form_submitted',
    'input_blurred',
    'input_changed',
    'input_focused',
]);
const eventOf = (type) => type === undefined ? 'page_viewed' : Object.hasOwn(EVENTS, type) ? EVENTS[type] : type;
/**
 * A custom pixel. It runs in a sandboxed frame of no origin: no cookies, no localStorage, another URL. The tag would
 * make a new visitor of each event there, so the pixel writes the beacon itself, from what Shopify hands it.
 */
export const shopify = {
    name: 'shopify',
    language: 'javascript',
    variables: {
        problem: pathProblem,
        source: ({ value }) => `the event that Shopify hands over: event.${value}, or below event.data or event.customData`,
    },
    base: 'none',
    event: job => pixelScript(job, eventOf(job.call.type)),
    notes({ call }) {
        const event = eventOf(call.type);
        const isOwn = !STANDARD.has(event);
        return [
            'Settings > Customer events > Add custom pixel: replace all of the code by this. Save, then Connect.',
            'Permission: Required, Analytics (and Marketing, if the events feed ads), so that Shopify asks the visitor.',
            ...(isOwn
                ? [
                    `Shopify has no such event: the theme publishes it, Shopify.analytics.publish(${JSON.stringify(event)}, {…}).`,
                ]
                : []),
            'Visitors are those of the tag in the theme where there is one, else those of Shopify. An event that comes twice counts once, and so does an order.',
            ...(call.type === undefined
                ? [
                    'The tag in a theme tells of page views too, and both would be stored: where there is one, give its init the option {"autoPage": false}. This pixel sees the check-out as well, which the theme does not.',
                ]
                : []),
            ...signNote(call, "To have a server of yours vouch for it, sign where the webhook orders/paid arrives: Shopify's pixels run in the visitor's browser."),
        ];
    },
};
