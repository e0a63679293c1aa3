import { page, pageEvent } from "../page/page.js";
import { PAGE_READING } from "../page/pageReading.js";
/** Wix: the code of a plain page, and where that builder takes it. */
export const wix = {
    ...page,
    name: 'wix',
    autoPage: 'spa',
    event: job => pageEvent(job, { ...PAGE_READING, views: { eachView: true } }),
    notes: ({ call }) => [
        'Settings > Custom Code > Add Custom Code: paste the base code, All pages, Load code once, Head. Wix moves between pages without a load: the tag counts each by its address, and "once" keeps it from starting twice. Needs a connected domain.',
        call.command === 'page'
            ? 'Add the event code the same way, All pages, Load code on each new page, Head.'
            : 'Add the event code the same way: Choose specific pages, the page that confirms the event, Load code on each new page, Body - end.',
    ],
};
