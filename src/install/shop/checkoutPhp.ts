/** A statement of PHP: whether this page begins a check-out of WooCommerce's: not where an order is thanked for, or paid for later. */
export const BEGINS_CHECKOUT = `$begins = function_exists('is_checkout') && is_checkout() && !is_order_received_page()
        && !(function_exists('is_checkout_pay_page') && is_checkout_pay_page());`;
