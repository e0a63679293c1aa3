import { baseScript } from "./baseScript.js";
import { endpointOf, originOf } from "./endpoint.js";
import { fireFrom } from "./javascript.js";
import { pathSteps } from "./path.js";
import { phpString } from "./phpString.js";
import { callArguments } from "./pixelCall.js";
/** WordPress and WooCommerce: two files for wp-content/mu-plugins, which need no theme and no activation. */
export const wordpressCode = ({ call, settings }) => {
    const origin = settings.preconnect && originOf(endpointOf(settings));
    const name = fileName(call.id);
    const place = call.command === 'page' ? everyPage : placeOf(call.type);
    return {
        language: 'php',
        base_code: `${HEAD}
add_action('wp_head', function () {
${origin ? `    printf('<link rel="preconnect" href="%s" crossorigin>', esc_url(${phpString(origin)}));\n` : ''}    wp_print_inline_script_tag(${phpString(baseScript(settings))}${attributes(settings.nonce)});
}, 1);
`,
        event_code: `${HEAD}
$tgp_fire = function (array $data) {
${FIRE}
    $rows = array(
${call.values.map(value => `        ${row(value)},`).join('\n')}
    );
    $arguments = array(${callArguments(call).map(phpString).join(', ')});
    $options = array('pixel' => ${phpString(call.id)});
    $print($arguments, $read($rows), $options, ${phpString(fireFrom(settings.globalName))}, array(${attributes(settings.nonce).replace(/^, array\(|\)$/g, '')}));
};
${place(name)}
`,
        notes: [
            'Save the base code as wp-content/mu-plugins/tgp.php, once for all pixels.',
            `Save the event code as wp-content/mu-plugins/tgp-${name}.php.`,
            ...(place === shortcode ? [`Put [tgp_${name}] on the page that confirms the event.`] : []),
            ...(place === PLACES.purchase ? ['It fires once for each order, on the page that thanks for it.'] : []),
            ...(call.values.some(({ source }) => source === 'variable')
                ? [
                    "Variables are paths in the data of the filter tgp_data; an order's are there: order.id, order.total, order.currency, order.items[0].sku.",
                ]
                : []),
        ],
    };
};
const HEAD = `<?php
if (!defined('ABSPATH')) {
    exit;
}
`;
const attributes = (nonce) => nonce ? `, array('nonce' => ${phpString(nonce)})` : '';
/** Reads the rows and prints the call. Closures: a second pixel's file declares nothing twice. */
const FIRE = `    $read = function (array $rows) use ($data) {
        $properties = array();
        foreach ($rows as $row) {
            $value = isset($row['path']) ? $data : $row['value'];
            foreach (isset($row['path']) ? $row['path'] : array() as $step) {
                $value = is_array($value) && isset($value[$step]) ? $value[$step] : null;
            }
            if (!empty($row['number']) && is_numeric($value)) {
                $value = $value + 0;
            }
            if ($value !== null) {
                $properties[$row['key']] = $value;
            }
        }
        return (object) $properties;
    };
    $print = function (array $arguments, $properties, array $options, $call, array $attributes) {
        $flags = JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT;
        $texts = array();
        foreach (array_merge($arguments, array($properties, $options)) as $argument) {
            $texts[] = wp_json_encode($argument, $flags);
        }
        wp_print_inline_script_tag($call . '(' . implode(', ', $texts) . ');', $attributes);
    };`;
function row({ key, source, value, isNumber }) {
    const parts = [
        `'key' => ${phpString(key)}`,
        source === 'fixed'
            ? `'value' => ${phpString(value)}`
            : `'path' => array(${pathSteps(value).map(phpString).join(', ')})`,
        ...(isNumber ? ["'number' => true"] : []),
    ];
    return `array(${parts.join(', ')})`;
}
const everyPage = () => `add_action('wp_head', function () use ($tgp_fire) {
    $tgp_fire((array) apply_filters('tgp_data', array(), null));
}, 2);`;
const shortcode = name => `add_shortcode(${phpString(`tgp_${name}`)}, function () use ($tgp_fire) {
    ob_start();
    $tgp_fire((array) apply_filters('tgp_data', array(), null));
    return ob_get_clean();
});`;
/** Where WooCommerce has the event itself. */
const PLACES = {
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
const placeOf = (type) => (Object.hasOwn(PLACES, type) ? PLACES[type] : undefined) ?? shortcode;
/** A pixel's id as part of a file's and a shortcode's name. */
const fileName = (id) => id.toLowerCase().replace(/[^a-z0-9_]/g, '_');
