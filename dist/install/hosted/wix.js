import { page } from "../page/page.js";
/** Wix: the code of a plain page, and where that builder takes it. */
export const wix = {
    ...page,
    name: 'wix',
    notes: ({ call }) => [
        'Settings > Custom Code > Add Custom Code: paste the base code, All pages, Load code once, Head. Wix moves between pages without a load: "once" keeps the tag from starting twice. Needs a connected domain.',
        call.command === 'page'
            ? 'Add the event code the same way, All pages, Load code on each new page, Head.'
            : 'Add the event code the same way: Choose specific pages, the page that confirms the event, Load code on each new page, Body - end.',
    ],
};
