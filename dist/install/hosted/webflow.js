import { page } from "../page/page.js";
/** Webflow: the code of a plain page, and where that builder takes it. */
export const webflow = {
    ...page,
    name: 'webflow',
    notes: ({ call }) => [
        'Site settings > Custom code > Head code: paste the base code. Save, then publish the site.',
        call.command === 'page'
            ? 'Paste the event code below it.'
            : 'Page settings of the page that confirms the event > Custom code > Before </body> tag: paste the event code. A field takes 10,000 characters; custom code needs a paid site plan.',
    ],
};
