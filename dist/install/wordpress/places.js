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
/** Where WooCommerce has the event itself. */
export const PLACES = {
    begin_checkout: () => `add_action('wp_head', function () use ($tgp_fire) {
    if (function_exists('is_checkout') && is_checkout() && !is_order_received_page()) {
        $tgp_fire((array) apply_filters('tgp_data', array(), null));
    }
}, 2);`,
    purchase: name => `add_action('woocommerce_thankyou', function ($order_id) use ($tgp_fire) {
    $order = wc_get_order($order_id);
    // The page that thanks runs this at each reload.
    if (!$order || $order->get_meta(${phpString(`_tgp_${name}`)})) {
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
});`,
};
/** Where an event of that conversion type happens. */
export const placeOf = (type) => (Object.hasOwn(PLACES, type) ? PLACES[type] : undefined) ?? shortcode;
