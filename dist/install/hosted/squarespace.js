import { page, pageEvent } from "../page/page.js";
import { PAGE_READING } from "../page/pageReading.js";
import { PAGE_VARIABLES } from "../page/pageVariables.js";
/** The texts that Squarespace writes into the code of the Order Confirmation Page: it gives orders in no other way. */
const ORDER_TEXTS = ['orderId', 'orderGrandTotal', 'orderSubtotal'];
/** The one that an order's property is, where the variable is no name of Squarespace's and no page has it. */
const OF_ORDER = { revenue: 'orderGrandTotal', order_id: 'orderId' };
const isOrder = ({ command, type }) => command === 'conversion' && type === 'purchase';
function orderText(call, { key, value }) {
    if (ORDER_TEXTS.includes(value))
        return value;
    return isOrder(call) && Object.hasOwn(OF_ORDER, key) ? OF_ORDER[key] : undefined;
}
/** On another page, Squarespace leaves the text as it is: that is no value. */
const reading = (call) => ({
    ...PAGE_READING,
    columns: value => {
        const text = orderText(call, value);
        return [...PAGE_READING.columns(value), ...(text ? [`"{${text}}"`] : [])];
    },
    statements: [
        ...PAGE_READING.statements,
        'if (value === undefined && row[4] && row[4].charAt(0) !== "{") value = row[4];',
    ],
    ...(isOrder(call) && { order: '("{orderId}".charAt(0) !== "{" && "{orderId}")' }),
});
/** Squarespace: the code of a plain page, and where that builder takes it. */
export const squarespace = {
    ...page,
    name: 'squarespace',
    variables: {
        ...PAGE_VARIABLES,
        named: written => /^\{(\w+)\}$/.exec(written)?.[1] ?? written,
        source: value => ORDER_TEXTS.includes(value.value)
            ? `Squarespace, which writes it for {${value.value}} on the Order Confirmation Page`
            : PAGE_VARIABLES.source(value),
    },
    event: job => pageEvent(job, reading(job.call)),
    notes: ({ call }) => [
        'Settings > Developer Tools > Code Injection > Header: paste the base code. Code injection needs a plan that has it.',
        ...(call.command === 'page'
            ? ['Paste the event code below it.']
            : isOrder(call)
                ? [
                    'Settings > Developer Tools > Code Injection > Order Confirmation Page: paste the event code. Squarespace writes the order into it: variables can be orderId, orderGrandTotal and orderSubtotal; revenue and order_id are the order\u2019s where the page has no variable of theirs.',
                ]
                : [
                    'Paste the event code on the page that confirms the event: Page settings > Advanced > Page Header Code Injection.',
                ]),
    ],
};
