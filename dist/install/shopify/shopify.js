import { pathProblem } from "../path.js";
import { pixelScript } from "./pixelScript.js";
/** Shopify's names for what it publishes itself. All others the theme publishes, under the conversion type. */
const EVENTS = {
    purchase: 'checkout_completed',
    add_to_cart: 'product_added_to_cart',
    begin_checkout: 'checkout_started',
};
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
        const isOwn = event !== 'page_viewed' && !Object.values(EVENTS).includes(event);
        return [
            'Settings > Customer events > Add custom pixel: replace all of the code by this. Save, then Connect.',
            'Permission: Required, Analytics (and Marketing, if the events feed ads), so that Shopify asks the visitor.',
            ...(isOwn
                ? [
                    `Shopify has no such event: the theme publishes it, Shopify.analytics.publish(${JSON.stringify(event)}, {…}).`,
                ]
                : []),
            'Visitors are those of the tag in the theme where there is one, else those of Shopify. An event that comes twice counts once.',
        ];
    },
};
