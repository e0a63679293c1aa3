/** What a variable of a given name is in Tag Manager. */
export type GtmVariable = {
    kind: 'builtIn';
    type: string;
} | {
    kind: 'dataLayer';
    path: string;
} | {
    kind: 'javascript';
    path: string;
};
/**
 * Chooses what a variable reads, by its name: a prefix people use (`DLV - a.b`, `JS - a.b`), else a path, else where
 * GA4 has the property, else the name in lower case.
 */
export declare function gtmVariable(name: string, key: string): GtmVariable;
/** The words that say so in Tag Manager's own terms. */
export declare function gtmVariableWords(name: string, key: string): string;
