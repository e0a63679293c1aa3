/**
 * A value as a JavaScript literal, safe wherever a script of ours lands: in HTML (`</script>`, `<!--`), in
 * Tag Manager (`{{`), in Tealium (`@@`, `##`), in Liquid (`{%`), and in engines that end a string at U+2028.
 * JSON itself has none of these outside of its strings.
 */
export declare const scriptLiteral: (value: unknown) => string;
/** The same on several lines, for people. */
export declare const prettyLiteral: (value: unknown) => string;
/** A text as it stands between double quotes in HTML. */
export declare const attributeText: (text: string) => string;
