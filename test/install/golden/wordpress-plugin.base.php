<?php
/**
 * Plugin Name: tgp
 * Description: Loads the tgp tag; counts page views, check-outs and orders that are paid.
 * Version: 1.0.0
 * Requires at least: 5.7
 * Requires PHP: 7.2
 * License: MIT
 */
if (!defined('ABSPATH')) {
    exit;
}

/** What the page of settings holds, and until it is saved, what the plugin came with. */
function tgp_settings() {
    $saved = get_option('tgp_settings', array());
    return array_merge(
        array(
            'write_key' => '0123456789abcdef0123456789abcdef',
            'collector' => 'https://collect.example.com',
            'states' => array('processing', 'completed'),
        ),
        is_array($saved) ? $saved : array()
    );
}

/** A value as it stands in a script of a page. */
function tgp_json($value) {
    return wp_json_encode($value, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
}

function tgp_print($script) {
    wp_print_inline_script_tag($script, array());
}

/** All pixels: those of the plugin, and those that the site's owner has added. */
function tgp_pixels() {
    $pixels = array();
    foreach (array(__DIR__ . '/pixels', WP_CONTENT_DIR . '/tgp-pixels') as $folder) {
        foreach ((array) glob($folder . '/*.php') as $file) {
            $pixel = include $file;
            if (is_array($pixel) && isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                $pixels[$pixel['id']] = $pixel;
            }
        }
    }
    return $pixels;
}

/** Prints the call of a pixel, with what the filter makes of the data. */
function tgp_fire(array $pixel, array $data = array(), $order = null) {
    $data = (object) apply_filters('tgp_data', $data, $order, $pixel['id']);
    tgp_print('(' . $pixel['script'] . ')(' . tgp_json($data) . ', ' . tgp_json(tgp_settings()['write_key']) . ');');
}

function tgp_fire_at($place, array $data = array(), $order = null) {
    foreach (tgp_pixels() as $pixel) {
        if ($pixel['place'] === $place) {
            tgp_fire($pixel, $data, $order);
        }
    }
}

add_action('wp_head', function () {
    $settings = tgp_settings();
    $collector = rtrim($settings['collector'], '/');
    $url = $collector . '/tgp.js';
    tgp_print('STUB(window,document,"tgp",' . tgp_json($url) . ')("init",' . tgp_json($settings['write_key']) . ',{"autoPage":true});');
}, 1);

add_action('wp_head', function () {
    tgp_fire_at('page');
    $begins = function_exists('is_checkout') && is_checkout() && !is_order_received_page()
        && !(function_exists('is_checkout_pay_page') && is_checkout_pay_page());
    if ($begins) {
        tgp_fire_at('checkout');
    }
}, 2);

add_shortcode('tgp', function ($attributes) {
    $pixels = tgp_pixels();
    $id = is_array($attributes) && isset($attributes['pixel']) ? $attributes['pixel'] : '';
    if (!isset($pixels[$id])) {
        return '';
    }
    ob_start();
    tgp_fire($pixels[$id]);
    return ob_get_clean();
});

/** Whether an order is a sale in a state; default: in that which it has. */
function tgp_counts($order, $state = null) {
    $is_now = $state === null || $state === $order->get_status();
    $state = $is_now ? $order->get_status() : $state;
    if (in_array($state, array('failed', 'cancelled', 'refunded', 'pending'), true)) {
        return false;
    }
    if (in_array($state, (array) apply_filters('tgp_order_statuses', tgp_settings()['states'], $order), true)) {
        return true;
    }
    return !in_array($state, array('processing', 'completed', 'on-hold'), true) && ($is_now ? $order->is_paid() : in_array($state, wc_get_is_paid_statuses(), true));
}

function tgp_order_data($order) {
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
    return array(
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
        'order_id' => $order->get_id(),
        'order_total' => $order->get_total(),
        'order_currency' => $order->get_currency(),
        'product_sku' => isset($items[0]) ? $items[0]['sku'] : null,
    );
}

add_action('woocommerce_thankyou', function ($order_id) {
    $order = wc_get_order($order_id);
    // The page that thanks runs this at each reload.
    if (!$order || $order->get_meta('_tgp_counted') || !tgp_counts($order)) {
        return;
    }
    $order->update_meta_data('_tgp_counted', '1');
    $order->save();
    tgp_fire_at('order', tgp_order_data($order), $order);
});

/** What was put into the cart and has had no page yet: kept in the shop's session, where there is one. */
function tgp_added(?array $kept = null) {
    static $here = array();
    $session = function_exists('WC') && WC()->session ? WC()->session : null;
    $added = array_merge($session ? (array) $session->get('tgp_added', array()) : array(), $here);
    if ($kept !== null) {
        $here = $session ? array() : $kept;
        if ($session && ($kept || $added)) {
            $session->set('tgp_added', $kept);
        }
    }
    return $added;
}

add_action('woocommerce_add_to_cart', function ($key, $product_id, $quantity = 1, $variation_id = 0) {
    $product = wc_get_product($variation_id ? $variation_id : $product_id);
    $price = $product ? $product->get_price() : null;
    $sku = $product ? $product->get_sku() : null;
    $data = array(
        'product' => array(
            'id' => $product_id,
            'variation' => $variation_id ? $variation_id : null,
            'sku' => $sku,
            'name' => $product ? $product->get_name() : null,
            'price' => $price,
        ),
        'quantity' => $quantity,
        'value' => is_numeric($price) ? $price * $quantity : null,
        'currency' => get_woocommerce_currency(),
        'product_sku' => $sku,
    );
    // A shop whose pages all come from a cache must not fill its session.
    tgp_added(array_slice(array_merge(tgp_added(), array($data)), -20));
}, 10, 4);

function tgp_print_added() {
    $added = tgp_added(array());
    foreach ($added as $data) {
        tgp_fire_at('cart', $data);
    }
}
add_action('wp_head', 'tgp_print_added', 3);
add_action('wp_footer', 'tgp_print_added');

require_once __DIR__ . '/signed.php';
if (is_admin()) {
    require_once __DIR__ . '/admin.php';
}
