import { InstallError } from "../installError.js";
import { imageSource } from "./imageSource.js";
/** What the mailing tool replaces by the recipient's id. */
const RECIPIENT = 'RECIPIENT_ID';
/** For e-mail: an open pixel. */
export const email = {
    name: 'email',
    language: 'html',
    variables: 'none',
    base: 'none',
    event(job) {
        const url = imageSource(job, 'tgp.email', RECIPIENT);
        if (!/^https?:\/\//.test(url))
            throw new InstallError('settings.endpoint', 'an e-mail needs a whole URL');
        return `<img src="${url}" width="1" height="1" alt="" style="display:block;border:0">`;
    },
    notes: () => [
        `Put your mailing tool's merge tag for a lasting id of the recipient (not the address) in place of ${RECIPIENT}.`,
        'Paste it before </body>. Mail proxies load images early, or not at all: opens are a rough number.',
    ],
};
