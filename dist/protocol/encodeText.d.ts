/** A lone surrogate has no UTF-8 form; in Unicode mode the class matches nothing but lone ones. */
export declare const encodeText: (text: string) => string;
