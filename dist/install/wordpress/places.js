import { BEGINS_CHECKOUT } from "../shop/checkoutPhp.js";
import { salePhp } from "../shop/salePhp.js";
import { phpString } from "./phpString.js";
/** On every page. */
export const everyPage = () => `add_action('wp_head', function () use ($tgp_fire) {
    $tgp_fire((array) apply_filters('tgp_data', array(), null));
}, 2);`;
/** Where the site's owner puts the pixel's shortcode. */
export const shortcode = name => `add_shortcode(${phpString(`tgp_${name}`)}, function () use ($tgp_fire) {
    ob_start();
    $tgp_fire((array) apply_filters('tgp_data', array(), null));
    return ob_get_clean();
});`;
const checkout = () => `add_action('wp_head', function () use ($tgp_fire) {
    ${BEGINS_CHECKOUT}
    if ($begins) {
        $tgp_fire((array) apply_filters('tgp_data', array(), null));
    }
}, 2);`;
/** An addition without a page of its own waits in the shop's session. */
const addToCart = name => `$tgp_added = array();
add_action('woocommerce_add_to_cart', function ($key, $product_id, $quantity = 1, $variation_id = 0) use (&$tgp_added) {
    $product = wc_get_product($variation_id ? $variation_id : $product_id);
    $price = $product ? $product->get_price() : null;
    $data = array(
        'product' => array(
            'id' => $product_id,
            'variation' => $variation_id ? $variation_id : null,
            'sku' => $product ? $product->get_sku() : null,
            'name' => $product ? $product->get_name() : null,
            'price' => $price,
        ),
        'quantity' => $quantity,
        'value' => is_numeric($price) ? $price * $quantity : null,
        'currency' => get_woocommerce_currency(),
    );
    $data['product_sku'] = $data['product']['sku'];
    $tgp_added[] = (array) apply_filters('tgp_data', $data, $product);
    if (WC()->session) {
        $waiting = (array) WC()->session->get(${phpString(`tgp_${name}`)}, array());
        // A shop whose pages all come from a cache must not fill its session.
        WC()->session->set(${phpString(`tgp_${name}`)}, array_slice(array_merge($waiting, $tgp_added), -20));
        $tgp_added = array();
    }
}, 10, 4);
$tgp_print = function () use (&$tgp_added, $tgp_fire) {
    if (function_exists('WC') && WC()->session) {
        $tgp_added = array_merge((array) WC()->session->get(${phpString(`tgp_${name}`)}, array()), $tgp_added);
        if ($tgp_added) {
            WC()->session->set(${phpString(`tgp_${name}`)}, array());
        }
    }
    foreach ($tgp_added as $data) {
        $tgp_fire($data);
    }
    $tgp_added = array();
};
add_action('wp_head', $tgp_print, 2);
add_action('wp_footer', $tgp_print, 2);`;
const indented = (lines) => lines.replace(/^/gm, '    ');
const thankYou = name => `add_action('woocommerce_thankyou', function ($order_id) use ($tgp_fire) {
    $order = wc_get_order($order_id);
    // The page that thanks runs this at each reload,
    if (!$order || $order->get_meta(${phpString(`_tgp_${name}`)})) {
        return;
    }
    // and for orders whose payment has failed or is still to come.
    $counts = function ($order, $state) {
${indented(salePhp("array('processing', 'completed')", '$order->is_paid()'))}
    };
    if (!$counts($order, $order->get_status())) {
        return;
    }
    $order->update_meta_data(${phpString(`_tgp_${name}`)}, '1');
    $order->save();
    $items = array();
    foreach ($order->get_items() as $item) {
        $product = $item->get_product();
        $items[] = array(
            'id' => $item->get_product_id(),
            'sku' => $product ? $product->get_sku() : null,
            'name' => $item->get_name(),
            'price' => $order->get_item_total($item),
            'quantity' => $item->get_quantity(),
        );
    }
    $data = array(
        'order' => array(
            'id' => $order->get_id(),
            'number' => $order->get_order_number(),
            'total' => $order->get_total(),
            'currency' => $order->get_currency(),
            'tax' => $order->get_total_tax(),
            'shipping' => $order->get_shipping_total(),
            'discount' => $order->get_discount_total(),
            'coupons' => $order->get_coupon_codes(),
            'items' => $items,
        ),
    );
    $data['order_id'] = $data['order']['id'];
    $data['order_total'] = $data['order']['total'];
    $data['order_currency'] = $data['order']['currency'];
    $data['product_sku'] = isset($items[0]) ? $items[0]['sku'] : null;
    $tgp_fire((array) apply_filters('tgp_data', $data, $order));
});`;
/** Where WooCommerce has the event itself. */
export const PLACES = {
    add_to_cart: addToCart,
    begin_checkout: checkout,
    initiate_checkout: checkout,
    purchase: thankYou,
};
/** Where an event of that conversion type happens. */
export const placeOf = (type) => (Object.hasOwn(PLACES, type) ? PLACES[type] : undefined) ?? shortcode;
