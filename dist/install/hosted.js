import { javascriptCode } from "./javascript.js";
/** A site builder: the code of a plain page, and where that builder takes it. */
const hosted = (notes) => job => ({ ...javascriptCode(job), notes: notes(job.call.command === 'page') });
export const webflowCode = hosted(isPage => [
    'Site settings > Custom code > Head code: paste the base code. Save, then publish the site.',
    isPage
        ? 'Paste the event code below it.'
        : 'Page settings of the page that confirms the event > Custom code > Before </body> tag: paste the event code. A field takes 10,000 characters; custom code needs a paid site plan.',
]);
export const wixCode = hosted(isPage => [
    'Settings > Custom Code > Add Custom Code: paste the base code, All pages, Load code once, Head. Wix moves between pages without a load: "once" keeps the tag from starting twice. Needs a connected domain.',
    isPage
        ? 'Add the event code the same way, All pages, Load code on each new page, Head.'
        : 'Add the event code the same way: Choose specific pages, the page that confirms the event, Load code on each new page, Body - end.',
]);
export const squarespaceCode = hosted(isPage => [
    'Settings > Developer Tools > Code Injection > Header: paste the base code. Code injection needs a plan that has it.',
    isPage
        ? 'Paste the event code below it.'
        : 'Paste the event code on the page that confirms the event: Page settings > Advanced > Page Header Code Injection; for orders: Code Injection > Order Confirmation Page.',
]);
