/**
 * The sandboxed script. It makes no stub: Tag Manager's own queue would go on queueing when the tag is there. The
 * tag's `tgp` carries a mark, and another vendor's doesn't.
 */
export declare const script: (scriptUrl: string, options: object) => string;
