import { imageSource } from "./imageSource.js";
/** Who a beacon of a browser without scripts is from: there is nobody to remember. */
const NOBODY = 'noscript';
/** For browsers without scripts: an image in the body. */
export const noscript = {
    name: 'noscript',
    language: 'html',
    variables: 'none',
    base: 'none',
    event: job => `<noscript><img src="${imageSource(job, 'tgp.noscript', NOBODY)}" width="1" height="1" alt="" style="display:none"></noscript>`,
    notes: () => [
        'Paste it right after <body>, beside the code for browsers with scripts: in the head it is no valid HTML, and in a tag manager it never loads.',
        `All browsers without scripts count as one visitor, "${NOBODY}".`,
    ],
};
