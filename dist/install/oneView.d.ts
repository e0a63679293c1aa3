/** How often the code of a page view pixel runs on a platform. */
export interface ViewRuns {
    /** The platform runs it again for each view of a single-page site, so that nothing else need count those. */
    eachView?: boolean;
    /** Each run is a view, also where the address has stayed: the page has asked for it. */
    eachRun?: boolean;
}
/**
 * What stands in for the tag in the call of a page view pixel, so that a view is counted once for each write key, whatever
 * codes of ours are in the page. The view that `init` is to make and has not made yet gives way to this one. Where another
 * code has counted the view already, the pixel is told as a track event of its own id; and the same one again is no event.
 *
 * `tag.views` is what our codes leave for each other, by write key: `url` of the last view that one of them counted, `by`
 * the pixel that did, and `all` where the tag itself counts every view. A pixel was `told` of it once, or in that `round`:
 * where the page asks for each view, all codes that run in one task are of one round. In `tag.queue` are the calls that
 * wait for the script, and once it runs the `init`s that it took.
 * @param tag the expression of the tag
 * @param writeKey the expression of its write key
 */
export declare const oneView: (tag: string, writeKey: string, { eachView, eachRun }?: ViewRuns) => string;
/** A statement for a base code that has no queue in which `init` can be seen: the tag has counted this view. */
export declare const viewByInit: (tag: string, writeKey: string, autoPage: unknown) => string;
/**
 * A statement for the base code that leaves the view to a page view pixel: where that one's code does not come until
 * the page is loaded, it is a view all the same. Pages have functions and elements with the platform's names.
 */
export declare const viewAtLoad: (tag: string, writeKey: string) => string;
