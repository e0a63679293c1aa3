/**
 * A value as a JavaScript literal, safe wherever a script of ours lands: in HTML (`</script>`, `<!--`), in
 * Tag Manager (`{{`), in Tealium (`@@`, `##`), in Liquid (`{%`), and in engines that end a string at U+2028.
 * JSON itself has none of these outside of its strings.
 */
export const scriptLiteral = (value) => escapeLiteral(JSON.stringify(value));
/** The same on several lines, for people. */
export const prettyLiteral = (value) => escapeLiteral(JSON.stringify(value, null, 2));
const escapeLiteral = (json) => json.replace(/[<>&\u2028\u2029]|\{(?=[{%])|@(?=@)|#(?=#)/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** A text as it stands between double quotes in HTML. */
export const attributeText = (text) => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
