import { scriptLiteral } from "../escape.js";
/**
 * Tealium's names for ours: the standard events of its Tealium Events extension.
 * https://docs.tealium.com/iq-tag-management/extensions/extensions-list/tealium-events-extension/
 */
const EVENTS = {
    add_to_cart: 'cart_add',
    begin_checkout: 'checkout',
    initiate_checkout: 'checkout',
    signup: 'user_register',
    sign_up: 'user_register',
    complete_registration: 'user_register',
    subscribe: 'email_signup',
    login: 'user_login',
    logout: 'user_logout',
    remove_from_cart: 'cart_remove',
    view_cart: 'cart_view',
    view_content: 'product_view',
    view_item: 'product_view',
    view_item_list: 'category_view',
    share: 'social_share',
};
/** What `tealium_event` is at an event of that conversion type: Tealium's own name first, then ours. */
export const tealiumNames = (conversionType) => Object.hasOwn(EVENTS, conversionType) ? [EVENTS[conversionType], conversionType] : [conversionType];
/** The condition of an event's code. */
export const tealiumTest = (conversionType) => tealiumNames(conversionType)
    .map(name => `b["tealium_event"] === ${scriptLiteral(name)}`)
    .join(' || ');
/** The names as people read them. */
export const tealiumWords = (conversionType) => tealiumNames(conversionType)
    .map(name => `"${name}"`)
    .join(' or ');
