import { pathProblem } from "../path.js";
import { variablesOf } from "../pixelCall.js";
import { pixelName, pixelPhp, shopPlace } from "../shop/pixelPhp.js";
import { signNote } from "../signNote.js";
import { ORDER_BLOCK, ORDERS_OBSERVER } from "./ordersPhp.js";
import { baseBlock, PIXELS_BLOCK, REGISTRATION, TEMPLATE } from "./phpFiles.js";
import { ACL, configXml, cspXml, EVENTS_XML, LAYOUTS, MODULE_XML, systemXml } from "./xmlFiles.js";
/** Magento 2 and Adobe Commerce: a module for app/code, with its settings among the shop's. */
export const magento = {
    name: 'magento',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: ({ value }) => `what the module knows of an order: order.id, order.total, order.currency, order.items[0].sku; ${value} is read there`,
    },
    base: baseBlock,
    event: pixelFile,
    archive: 'tgp-magento.zip',
    files: job => Object.fromEntries(Object.entries({
        'registration.php': REGISTRATION,
        'etc/module.xml': MODULE_XML,
        'etc/config.xml': configXml(job),
        'etc/acl.xml': ACL,
        'etc/adminhtml/system.xml': systemXml(job),
        'etc/frontend/events.xml': EVENTS_XML,
        ...cspXml(job),
        'Block/Base.php': baseBlock(job),
        'Block/Pixels.php': PIXELS_BLOCK,
        'Block/Order.php': ORDER_BLOCK,
        'Observer/Orders.php': ORDERS_OBSERVER,
        ...LAYOUTS,
        'view/frontend/templates/script.phtml': TEMPLATE,
        [`pixels/${pixelName(job)}.php`]: pixelFile(job),
    }).map(([name, text]) => [`Tgp/Tag/${name}`, text])),
    notes: job => [
        'Download the zip (format=zip) and unpack it in app/code of the shop. There: bin/magento module:enable Tgp_Tag, bin/magento setup:upgrade, in production also bin/magento setup:di:compile; then bin/magento cache:flush.',
        'Stores > Configuration > Sales > tgp: the write key, the collector, and whether orders that wait for their payment count. etc/csp_whitelist.xml of the module names the collector too: change it with that.',
        `Another pixel: save its event code as app/code/Tgp/Tag/pixels/${pixelName(job)}.php, with its own id, and flush the cache.`,
        ...(shopPlace(job) === 'placed'
            ? [
                `Put it into the layout of the page that confirms the event: <block class="Tgp\\Tag\\Block\\Pixels" template="Tgp_Tag::script.phtml"><arguments><argument name="pixel" xsi:type="string">${job.call.id}</argument></arguments></block>`,
            ]
            : []),
        ...(shopPlace(job) === 'order'
            ? [
                'It fires once for each order, on the page that confirms it: those in the states processing and complete, new ones that cost nothing, and those that are new, in review or on hold if the settings say so. A cancelled, closed or unpaid order never counts. A check-out to several addresses makes an order for each, and each counts.',
            ]
            : []),
        ...(variablesOf(job.call).length
            ? [
                "Variables are paths in an order's data: order.id, order.total, order.currency, order.items[0].sku; order_total and product_sku are there too.",
            ]
            : []),
        ...signNote(job.call, "To have the shop's server vouch for it, sign in an observer of sales_order_invoice_pay."),
    ],
};
function pixelFile(job) {
    return pixelPhp(job, 'BP');
}
