import { NO_ORDER } from "../../protocol/orderId.js";
import { baseScript } from "../baseScript.js";
import { endpointOf, originOf } from "../endpoint.js";
import { fireFrom, fireOf } from "../eventScript.js";
import { MAX_MESSAGE_ID, ORDER_KEY } from "../orderMessageId.js";
import { pathProblem, pathSteps } from "../path.js";
import { callArguments, fixedValue, variablesOf } from "../pixelCall.js";
import { JSON_FLAGS } from "../shop/pixelPhp.js";
import { signNote } from "../signNote.js";
import { phpString } from "./phpString.js";
import { everyPage, PLACES, placeOf, shortcode } from "./places.js";
/** WordPress and WooCommerce: two files for wp-content/mu-plugins, which need no theme and no activation. */
export const wordpress = {
    name: 'wordpress',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: () => 'the data of the filter tgp_data; an order is there as order',
    },
    base: baseFile,
    event: eventFile,
    notes({ call }) {
        const name = fileName(call.id);
        const place = whereOf(call);
        return [
            'Save the base code as wp-content/mu-plugins/tgp.php, once for all pixels.',
            `Save the event code as wp-content/mu-plugins/tgp-${name}.php.`,
            ...(place === shortcode ? [`Put [tgp_${name}] on the page that confirms the event.`] : []),
            ...(place === PLACES.purchase
                ? [
                    "It fires once for each order, on the page that thanks for it, if the order is paid, processing or completed: never for a failed payment or a refund. The filter tgp_order_statuses gives and takes the statuses that count, so that a shop can add 'on-hold' for bank transfers.",
                ]
                : []),
            ...(place === PLACES.add_to_cart
                ? [
                    'It fires for what WooCommerce has put into the cart. Where that happens without a new page, it fires on the next one. A page from a cache has none.',
                ]
                : []),
            ...(variablesOf(call).length
                ? [
                    place === PLACES.add_to_cart
                        ? "Variables are paths in the data of the filter tgp_data; the product's are there: product.id, product.sku, product.name, product.price, quantity, value, currency."
                        : "Variables are paths in the data of the filter tgp_data; an order's are there: order.id, order.total, order.currency, order.items[0].sku.",
                ]
                : []),
            ...signNote(call, "To have the shop's server vouch for it, take the plugin (wordpress-plugin), which signs, or sign at woocommerce_order_status_changed, where an order becomes a sale."),
        ];
    },
};
const whereOf = ({ command, type }) => (command === 'page' ? everyPage : placeOf(type));
function baseFile({ settings }) {
    const origin = settings.preconnect && originOf(endpointOf(settings));
    return `${HEAD}
add_action('wp_head', function () {
${origin ? `    printf('<link rel="preconnect" href="%s" crossorigin>', esc_url(${phpString(origin)}));\n` : ''}    wp_print_inline_script_tag(${phpString(baseScript(settings))}${attributes(settings.nonce)});
}, 1);
`;
}
function eventFile({ call, settings }) {
    return `${HEAD}
$tgp_fire = function (array $data) {
${FIRE}
    $rows = array(
${call.values.map(value => `        ${row(value)},`).join('\n')}
    );
    $arguments = array(${callArguments(call).map(phpString).join(', ')});
    $options = array('pixel' => ${phpString(call.id)}${call.command === 'page' ? '' : `, 'to' => ${phpString(settings.writeKey)}`});
    $properties = $read($rows);
${call.order === undefined ? '' : orderId(call.order)}    $print($arguments, $properties, $options, ${phpString(fireOf(call, fireFrom(settings.globalName)))}, array(${attributes(settings.nonce).replace(/^, array\(|\)$/g, '')}));
};
${whereOf(call)(fileName(call.id))}
`;
}
/** Gives an order's event its id; an order of WooCommerce's has one that the pixel need not name. */
const orderId = (prefix) => `    $text = function ($id) {
        $id = is_scalar($id) && !is_bool($id) ? (string) preg_replace('/^[\\s\\p{Z}\\x{FEFF}]+|[\\s\\p{Z}\\x{FEFF}]+$/u', '', (string) $id) : '';
        return preg_match(${phpString(`${NO_ORDER}`)}, $id) ? '' : $id;
    };
    $given = isset($properties->${ORDER_KEY}) ? $properties->${ORDER_KEY} : null;
    if (is_scalar($given) && !is_bool($given) && $text($given) === '') {
        unset($properties->${ORDER_KEY});
        $given = null;
    }
    $order_id = $text($given === null && isset($data['order']['id']) ? $data['order']['id'] : $given);
    if ($order_id !== '') {
        $options['messageId'] = ${phpString(prefix)} . $order_id;
        // As long as browsers make it, who count a character beyond the first 65,536 as two.
        $left = ${MAX_MESSAGE_ID};
        $characters = preg_split('//u', $options['messageId'], -1, PREG_SPLIT_NO_EMPTY);
        foreach ($characters as $at => $character) {
            $left -= strlen($character) > 3 ? 2 : 1;
            if ($left < 0) {
                $options['messageId'] = implode('', array_slice($characters, 0, $at));
                break;
            }
        }
    }
`;
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
            if (!empty($row['number']) && is_numeric($value) && is_finite($value + 0)) {
                $value = $value + 0;
            }
            $is_empty = $value === null || (is_string($value) && trim($value) === '') || (is_float($value) && !is_finite($value));
            if (!$is_empty) {
                $properties[$row['key']] = $value;
            }
        }
        return (object) $properties;
    };
    $print = function (array $arguments, $properties, array $options, $call, array $attributes) {
        $flags = ${JSON_FLAGS};
        $texts = array();
        foreach (array_merge($arguments, array($properties, $options)) as $argument) {
            $texts[] = wp_json_encode($argument, $flags);
        }
        wp_print_inline_script_tag($call . '(' . implode(', ', $texts) . ');', $attributes);
    };`;
function row(each) {
    const { key, source, value, isNumber } = each;
    const parts = [
        `'key' => ${phpString(key)}`,
        source === 'fixed'
            ? // PHP takes other texts for numbers than JavaScript.
                `'value' => ${phpString(`${fixedValue(each)}`)}`
            : `'path' => array(${pathSteps(value).map(phpString).join(', ')})`,
        ...(isNumber ? ["'number' => true"] : []),
    ];
    return `array(${parts.join(', ')})`;
}
/** A pixel's id as part of a file's and a shortcode's name. */
const fileName = (id) => id.toLowerCase().replace(/[^a-z0-9_]/g, '_');
