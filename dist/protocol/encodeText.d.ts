/** A text as it stands in a query. A lone surrogate has no UTF-8 form: few texts have one, and looking for it takes long. */
export declare function encodeText(text: string): string;
