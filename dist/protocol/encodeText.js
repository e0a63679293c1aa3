import { attempt } from "./attempt.js";
/** A text as it stands in a query. A lone surrogate has no UTF-8 form: few texts have one, and looking for it takes long. */
export function encodeText(text) {
    return (attempt(() => encodeURIComponent(text)) ||
        // In Unicode mode the class matches nothing but lone ones.
        encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')));
}
