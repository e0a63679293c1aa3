import { scriptLiteral } from "../escape.js";
import { eventScript, fireFrom } from "../eventScript.js";
/** The event's code, on its condition. */
export const tealiumEvent = (call, globalName, expression) => [
    call.type ? `if (b["tealium_event"] === ${scriptLiteral(call.type)}) {` : 'if (a === "view") {',
    eventScript(call, fireFrom(globalName), tealiumReading(call, globalName, expression)),
    '}',
].join('\n');
/** Names of the arrays that have one item for each product. */
const PRODUCT_ARRAY = /^(product_|_c(prod|prodname|sku|brand|cat|cat2|quan|price|pdisc)$)/;
const TO_PRODUCTS = '1';
const FIRST_ITEM = '2';
const AS_IT_IS = '0';
const tealiumReading = ({ command, id }, globalName, expression) => ({
    expression,
    columns: ({ key, value }) => [
        key === 'revenue' || key === 'currency' ? FIRST_ITEM : PRODUCT_ARRAY.test(value) ? TO_PRODUCTS : AS_IT_IS,
    ],
    locals: ', products = [], k, sent, id',
    statements: [
        'if (row[3] && Object.prototype.toString.call(value) == "[object Array]") {',
        `  if (row[3] == ${FIRST_ITEM}) value = value[0];`,
        '  else {',
        '    for (k = 0; k < value.length; k++) {',
        '      products[k] = products[k] || {};',
        '      products[k][row[0]] = value[k];',
        '    }',
        '    continue;',
        '  }',
        '}',
    ],
    finish: [
        'if (products.length && !properties.products) properties.products = products;',
        // Every utag.view with that event runs this again, and so does a reload of the page that confirms an order.
        ...(command === 'conversion' ? onceForEachOrder(id, globalName) : []),
    ],
});
const onceForEachOrder = (id, globalName) => [
    'id = properties.order_id || b["order_id"] || b["_corder"];',
    `if (id && window.${globalName}) {`,
    `  id = (${scriptLiteral(`${id}.`)} + id).slice(0, 255);`,
    `  sent = window.${globalName}.sent = window.${globalName}.sent || {};`,
    '  if (sent[id]) return;',
    '  sent[id] = 1;',
    '  options.messageId = id;',
    '}',
];
