import { ORDER_KEY } from "../orderMessageId.js";
import { pathProblem, pathSteps } from "../path.js";
import { variablesOf } from "../pixelCall.js";
import { pixelName, pixelPhp, shopPlace } from "../shop/pixelPhp.js";
import { phpString } from "../wordpress/phpString.js";
import { ADMIN } from "./admin.js";
import { mainFile } from "./mainFile.js";
import { README, UNINSTALL } from "./otherFiles.js";
import { SIGNED } from "./signed.js";
/** WordPress and WooCommerce as a plugin: a zip to upload, with a page of settings. */
export const wordpressPlugin = {
    name: 'wordpress-plugin',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: () => 'the data of the filter tgp_data; an order is there as order',
    },
    base: mainFile,
    event: pixelFile,
    archive: 'tgp.zip',
    files: job => ({
        'tgp/tgp.php': mainFile(job),
        'tgp/admin.php': ADMIN,
        'tgp/signed.php': SIGNED,
        'tgp/uninstall.php': UNINSTALL,
        'tgp/readme.txt': README,
        [`tgp/pixels/${pixelName(job)}.php`]: pixelFile(job),
    }),
    notes: job => [
        'Download the zip (format=zip). Plugins > Add New > Upload Plugin: choose it, Install Now, Activate. Nothing else of this page has to be copied.',
        'Settings > tgp: the write key, the collector, and whether orders that wait for their payment count.',
        `Another pixel: save its event code as wp-content/tgp-pixels/${pixelName(job)}.php, with its own id. There it stays when the plugin is replaced.`,
        ...(placeOf(job) === 'placed'
            ? [`Put [tgp pixel="${job.call.id}"] on the page that confirms the event.`]
            : []),
        ...(placeOf(job) === 'order'
            ? [
                'It fires once for each order, on the page that thanks for it: paid ones alone, and those on hold if the settings say so. A failed, cancelled or refunded order never counts.',
                "To have the shop's server vouch for its orders: make the tag's secret (POST /accounts/{id}/tags/{write_key}/secret) and put define('TGP_SECRET', '…'); into wp-config.php. Then sales and refunds are sent by the server too, signed, when an order becomes a sale by these states; each order counts once, by the pixel's order_id where it has one. Of two equal refunds of one order one counts.",
            ]
            : []),
        ...(placeOf(job) === 'cart'
            ? [
                'It fires for what WooCommerce has put into the cart. Where that happens without a new page, it fires on the next one. A page from a cache has none.',
            ]
            : []),
        ...(variablesOf(job.call).length
            ? [
                placeOf(job) === 'cart'
                    ? "Variables are paths in the data of the filter tgp_data; the product's are there: product.id, product.sku, product.name, product.price, quantity, value, currency."
                    : "Variables are paths in the data of the filter tgp_data; an order's are there: order.id, order.total, order.currency, order.items[0].sku.",
            ]
            : []),
    ],
};
/** WooCommerce says as well when something goes into the cart. */
const placeOf = (job) => shopPlace(job, { add_to_cart: 'cart' });
function pixelFile(job) {
    const id = variablesOf(job.call).find(({ key }) => key === ORDER_KEY);
    // The server, too, names an order as the pixel does.
    const more = id
        ? { [ORDER_KEY]: `array(${pathSteps(id.value).map(phpString).join(', ')})` }
        : {};
    return pixelPhp(job, 'ABSPATH', placeOf(job), more);
}
