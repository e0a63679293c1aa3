import { beaconUrl } from "./beaconUrl.js";
import { attributeText } from "./escape.js";
import { InstallError } from "./installError.js";
/** Who a beacon of a browser without scripts is from: there is nobody to remember. */
const NOBODY = 'noscript';
/** What the mailing tool replaces by the recipient's id. */
const RECIPIENT = 'RECIPIENT_ID';
/** For browsers without scripts: an image in the body. */
export const noscriptCode = job => ({
    language: 'html',
    base_code: '',
    event_code: `<noscript><img src="${source(job, 'tgp.noscript', NOBODY)}" width="1" height="1" alt="" style="display:none"></noscript>`,
    notes: [
        'Paste it right after <body>, beside the code for browsers with scripts: in the head it is no valid HTML, and in a tag manager it never loads.',
        `All browsers without scripts count as one visitor, "${NOBODY}".`,
    ],
});
/** For e-mail: an open pixel. */
export const emailCode = job => {
    const url = source(job, 'tgp.email', RECIPIENT);
    if (!/^https?:\/\//.test(url))
        throw new InstallError('settings.endpoint', 'an e-mail needs a whole URL');
    return {
        language: 'html',
        base_code: '',
        event_code: `<img src="${url}" width="1" height="1" alt="" style="display:block;border:0">`,
        notes: [
            `Put your mailing tool's merge tag for a lasting id of the recipient (not the address) in place of ${RECIPIENT}.`,
            'Paste it before </body>. Mail proxies load images early, or not at all: opens are a rough number.',
        ],
    };
};
const source = (job, library, anonymousId) => attributeText(beaconUrl(job, library, { anonymousId }));
