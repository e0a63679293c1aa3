/**
 * How the site's server vouches for what a conversion is worth; nothing for other events.
 * @param where the server says it on this platform
 */
export const signNote = ({ command }, where) => command === 'conversion'
    ? [
        `A page can say that an order is worth anything. ${where} Make the tag's secret with POST /accounts/{id}/tags/{write_key}/secret; docs/conversion-pixels.md, "Signing", has the code.`,
    ]
    : [];
