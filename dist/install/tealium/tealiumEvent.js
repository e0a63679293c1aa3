import { eventScript, fireFrom } from "../eventScript.js";
import { tealiumTest } from "./tealiumEvents.js";
/** The event's code, on its condition. */
export const tealiumEvent = (call, globalName, expression) => [
    call.type ? `if (${tealiumTest(call.type)}) {` : 'if (a === "view") {',
    eventScript(call, fireFrom(globalName), tealiumReading(call, expression)),
    '}',
].join('\n');
/** Names of the arrays that have one item for each product. */
const PRODUCT_ARRAY = /^(product_|_c(prod|prodname|sku|brand|cat|cat2|quan|price|pdisc)$)/;
const TO_PRODUCTS = '1';
const FIRST_ITEM = '2';
const AS_IT_IS = '0';
const tealiumReading = ({ command }, expression) => ({
    expression,
    columns: ({ key, value }) => [
        key === 'revenue' || key === 'currency' ? FIRST_ITEM : PRODUCT_ARRAY.test(value) ? TO_PRODUCTS : AS_IT_IS,
    ],
    locals: ', products = [], k',
    statements: [
        'if (row[3] && Object.prototype.toString.call(value) == "[object Array]") {',
        `  if (row[3] == ${FIRST_ITEM}) value = value[0];`,
        '  else {',
        '    for (k = 0; value.length > k; k++) {',
        '      products[k] = products[k] || {};',
        '      if (value[k] != null && value[k] !== "") products[k][row[0]] = value[k];',
        '    }',
        '    continue;',
        '  }',
        '}',
    ],
    finish: ['if (products.length && !properties.products) properties.products = products;'],
    // A virtual page of the site's may have the address of the one before.
    views: { eachRun: true },
    // Every utag.view with that event runs the code again, after a consent that came late too: the order's id counts it once.
    ...(command === 'conversion' && { order: 'b["order_id"] || b["_corder"]' }),
});
