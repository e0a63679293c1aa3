import { gtmVariableWords } from "./gtmVariable.js";
import { VARIABLE_KINDS } from "./platforms.js";
/** Where a variable must come from, in the platform's own terms. */
export const variableSource = (platform, value) => platform === 'gtm-container'
    ? `the container, which makes it: ${gtmVariableWords(value.value, value.key)}`
    : SOURCES[VARIABLE_KINDS[platform]](value);
const SOURCES = {
    page: ({ value }) => `the page: ${value}, or the newest entry of dataLayer that has it`,
    gtm: ({ value, key }) => `a variable of Tag Manager with this name, for example ${gtmVariableWords(value, key)}`,
    tealium: ({ value }) => `the data layer: utag_data.${value}, or the data of utag.view and utag.link`,
    amp: () => 'the vars of the amp-analytics element, written by the server',
    order: () => 'the data of the filter tgp_data; an order is there as order',
    event: ({ value }) => `the event that Shopify hands over: event.${value}, or below event.data or event.customData`,
    none: () => 'nowhere',
};
