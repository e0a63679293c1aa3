/** Calls the tag as a page does. */
function tgp(...call) {
    window.tgp?.(...call);
}

export { tgp as t };
