import { SIGNED_PHP } from "../shop/signedPhp.js";
/** The part of the plugin that tells the collector of sales and refunds itself, signed, where the shop has the tag's secret. */
export const SIGNED = `<?php
if (!defined('ABSPATH')) {
    exit;
}

${SIGNED_PHP}
/** The collector as the shop's server reaches it: in a page its address may be one of the site's own. */
function tgp_collector_url() {
    $collector = rtrim(tgp_settings()['collector'], '/');
    if (preg_match('#^https?://#', $collector)) {
        return $collector;
    }
    preg_match('#^(https?:)//[^/]+#', home_url(), $site);
    return $site[substr($collector, 0, 2) === '//' ? 1 : 0] . $collector;
}

/** What data have at a path: a text, or null where that is none and no number. */
function tgp_text_at($data, array $path) {
    foreach ($path as $step) {
        $data = is_array($data) && isset($data[$step]) ? $data[$step] : null;
    }
    $text = is_scalar($data) && !is_bool($data) ? trim((string) $data) : '';
    return $text === '' ? null : $text;
}

/** An order's id as its page tells it: by the property of a pixel, else by the data, else its own. */
function tgp_order_id($order) {
    foreach (tgp_pixels() as $pixel) {
        if ($pixel['place'] !== 'order') {
            continue;
        }
        $data = apply_filters('tgp_data', tgp_order_data($order), $order, $pixel['id']);
        // As the page has it.
        $data = json_decode(tgp_json($data), true);
        $id = isset($pixel['order_id']) ? tgp_text_at($data, $pixel['order_id']) : null;
        $id = $id === null ? tgp_text_at($data, array('order_id')) : $id;
        if ($id !== null) {
            return $id;
        }
    }
    return (string) $order->get_id();
}

/**
 * Sends an event of an order; $id is the event's own, by default the order's.
 * wp-config.php has the secret: define('TGP_SECRET', 'tgps_…'); the database is read by too many.
 */
function tgp_send_signed($event, $order, $value, $id = null) {
    if (!defined('TGP_SECRET') || TGP_SECRET === '') {
        return;
    }
    $key = tgp_settings()['write_key'];
    $order_id = tgp_order_id($order);
    $message_id = $key . ':' . $event . ':' . ($id === null ? $order_id : $id);
    $visitor = (string) $order->get_meta('_tgp_visitor');
    $user = (int) $order->get_customer_id();
    // One of the two must be there.
    $more = array('messageId' => $message_id) + ($visitor !== '' ? array('anonymousId' => $visitor) : array());
    if ($user || $visitor === '') {
        $more['userId'] = $user ? (string) $user : 'order ' . $order->get_id();
    }
    $url = tgp_signed_url(
        tgp_collector_url(),
        TGP_SECRET,
        $key,
        $event,
        $order_id,
        (string) $value,
        (string) $order->get_currency(),
        $more
    );
    // The shop does not wait for the answer.
    wp_remote_get($url, array('blocking' => false, 'timeout' => 5));
}

/** The visitor's id is in a cookie of his: the bank's answer comes without. */
function tgp_keep_visitor($order) {
    $id = isset($_COOKIE['tgp_id']) && is_string($_COOKIE['tgp_id']) ? sanitize_text_field($_COOKIE['tgp_id']) : '';
    if ($id !== '' && strlen($id) <= 255 && !$order->get_meta('_tgp_visitor')) {
        $order->update_meta_data('_tgp_visitor', $id);
        $order->save();
    }
}
add_action('woocommerce_checkout_order_processed', function ($order_id) {
    $order = wc_get_order($order_id);
    if ($order) {
        tgp_keep_visitor($order);
    }
});
add_action('woocommerce_store_api_checkout_order_processed', 'tgp_keep_visitor');

// Not every payment is completed by WooCommerce: cash on delivery, a transfer that the shop has seen come.
add_action('woocommerce_order_status_changed', function ($order_id, $from, $to, $order) {
    if (tgp_counts($order) && !tgp_counts($order, $from)) {
        tgp_send_signed('purchase', $order, $order->get_total());
    }
}, 10, 4);

add_action('woocommerce_order_refunded', function ($order_id, $refund_id) {
    $order = wc_get_order($order_id);
    $refund = wc_get_order($refund_id);
    if ($order && $refund) {
        tgp_send_signed('refund', $order, $refund->get_amount(), $refund_id);
    }
}, 10, 2);
`;
