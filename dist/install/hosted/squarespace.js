import { page } from "../page/page.js";
/** Squarespace: the code of a plain page, and where that builder takes it. */
export const squarespace = {
    ...page,
    name: 'squarespace',
    notes: ({ call }) => [
        'Settings > Developer Tools > Code Injection > Header: paste the base code. Code injection needs a plan that has it.',
        call.command === 'page'
            ? 'Paste the event code below it.'
            : 'Paste the event code on the page that confirms the event: Page settings > Advanced > Page Header Code Injection; for orders: Code Injection > Order Confirmation Page.',
    ],
};
