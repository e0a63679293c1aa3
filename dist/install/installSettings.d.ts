/** What the code of every platform needs to know about the tag. */
export interface InstallSettings {
    /** The tag's write key. */
    writeKey: string;
    /** Where the tag's script is, e.g. `https://collect.example.com/{path}/{writeKey}.js` with the tag's own path. */
    scriptUrl: string;
    /** Origin (and path) of the collector. Default: the address of the script without its own name. */
    endpoint?: string | undefined;
    /** The collector's version, by which it serves the tag's package. Default: the newest that it serves. */
    version?: string | undefined;
    /** Name of the tag's global. Default: `tgp`. */
    globalName?: string | undefined;
    /** The script's hash (`sha384-…`), checked by the browser: give the URL of a version, which never changes. */
    integrity?: string | undefined;
    /** The page's Content-Security-Policy nonce, for the inline scripts. */
    nonce?: string | undefined;
    /** Adds a link by which the browser connects to the collector early. Default: `false`. */
    preconnect?: boolean | undefined;
    /** Options of `init`, as they stand. Default: `{autoPage: true}`; `false` where the pixel is the page view. */
    options?: Record<string, unknown> | undefined;
}
