/** The variables of Tealium's data layer. */
export const TEALIUM_VARIABLES = {
    problem: name => (name === '__proto__' ? 'is no variable: in JavaScript it is something else' : undefined),
    source: ({ value }) => `the data layer: utag_data.${value}, or the data of utag.view and utag.link`,
};
