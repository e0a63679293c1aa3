/**
 * Statements of a PHP function of `$order` and `$state`: whether an order of WooCommerce in that state is a sale. WooCommerce
 * thanks for failed payments too. Of a shop's own states it knows which are paid, and the filter may add others.
 * @param chosen the expression of the states that count, before the filter of the site
 * @param isPaid the expression that says whether WooCommerce holds it for paid
 */
export declare const salePhp: (chosen: string, isPaid: string) => string;
