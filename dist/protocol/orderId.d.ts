/**
 * What programs and templates write where there is nothing, trimmed. Such a text would be the order of everyone, and only the first of
 * them count. No two braces stand together, and none behind a backslash: tag managers take those for their own.
 */
export declare const NO_ORDER: RegExp;
/** Whether a text tells an order from others. */
export declare const isOrderId: (text: string) => boolean;
