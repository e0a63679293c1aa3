import { endpointOf, originOf } from "../endpoint.js";
import { attributeText } from "../escape.js";
import { basePhp, scriptUrlPhp } from "../shop/basePhp.js";
import { JSON_FLAGS } from "../shop/pixelPhp.js";
import { phpString } from "../wordpress/phpString.js";
/** What tells Magento that the module is there. */
export const REGISTRATION = `<?php

use Magento\\Framework\\Component\\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Tgp_Tag', __DIR__);
`;
/** What writes a block's script: Magento's own renderer gives it a nonce or a hash where a policy asks for one. */
export const TEMPLATE = `<?php
/** @var \\Tgp\\Tag\\Block\\Pixels $block */
/** @var \\Magento\\Framework\\View\\Helper\\SecureHtmlRenderer $secureRenderer */
?>
<?php foreach ($block->getScripts() as $script): ?>
<?= /* @noEscape */ $secureRenderer->renderTag('script', [], "\\n" . $script . "\\n", false) ?>

<?php endforeach; ?>
`;
/** The base code as a block of the head. It is the same for all visitors, so that whole pages can be cached. */
export function baseBlock(job) {
    const base = basePhp(job, {
        key: '$this->json($writeKey)',
        url: '$this->json($url)',
        collector: '$this->json($collector)',
    });
    const origin = job.settings.preconnect && originOf(endpointOf(job.settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    const preconnect = `
    /**
     * @return string
     */
    protected function _toHtml()
    {
        return ${phpString(link)} . parent::_toHtml();
    }
`;
    return `<?php

namespace Tgp\\Tag\\Block;

/** Loads the tag. */
class Base extends Pixels
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        $writeKey = (string) $this->getSetting('write_key');
        $collector = rtrim((string) $this->getSetting('collector'), '/');
        $url = ${scriptUrlPhp(job, '$writeKey', '$collector')};
        return [${base}];
    }
${link && preconnect}}
`;
}
/** The pixels of one place, or one of them. */
export const PIXELS_BLOCK = `<?php

namespace Tgp\\Tag\\Block;

use Magento\\Framework\\View\\Element\\Template;
use Magento\\Store\\Model\\ScopeInterface;

/** Fires the pixels of a place ("page", "checkout"), or the one that the argument "pixel" names. */
class Pixels extends Template
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        return $this->scriptsWith([]);
    }

    /**
     * @param array $data what the pixels can read
     * @return string[]
     */
    protected function scriptsWith(array $data)
    {
        $scripts = [];
        $arguments = $this->json((object) $data) . ', ' . $this->json((string) $this->getSetting('write_key'));
        foreach ((array) glob(dirname(__DIR__) . '/pixels/*.php') as $file) {
            $pixel = include $file;
            if (!is_array($pixel) || !isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                continue;
            }
            if ($pixel['id'] === $this->getData('pixel') || $pixel['place'] === $this->getData('place')) {
                $scripts[] = '(' . $pixel['script'] . ')(' . $arguments . ');';
            }
        }
        return $scripts;
    }

    /**
     * @param string $name
     * @return mixed
     */
    protected function getSetting($name)
    {
        return $this->_scopeConfig->getValue('tgp/tag/' . $name, ScopeInterface::SCOPE_STORE);
    }

    /**
     * @param mixed $value
     * @return string the value as it stands in a script of a page
     */
    protected function json($value)
    {
        return json_encode($value, ${JSON_FLAGS});
    }
}
`;
/** What gives the block of the page that confirms orders their ids, where one check-out has made several of them. */
export const ORDERS_OBSERVER = `<?php

namespace Tgp\\Tag\\Observer;

use Magento\\Framework\\Event\\Observer;
use Magento\\Framework\\Event\\ObserverInterface;
use Magento\\Framework\\View\\LayoutInterface;

/** A check-out to several addresses makes an order for each; its last page knows their ids alone. */
class Orders implements ObserverInterface
{
    /**
     * @var LayoutInterface
     */
    private $layout;

    /**
     * @param LayoutInterface $layout
     */
    public function __construct(LayoutInterface $layout)
    {
        $this->layout = $layout;
    }

    /**
     * @param Observer $observer
     * @return void
     */
    public function execute(Observer $observer)
    {
        $block = $this->layout->getBlock('tgp.order');
        if ($block) {
            $block->setData('order_ids', (array) $observer->getEvent()->getData('order_ids'));
        }
    }
}
`;
/** The pixels of the page that confirms an order. Magento shows that page once, and forgets the order then. */
export const ORDER_BLOCK = `<?php

namespace Tgp\\Tag\\Block;

use Magento\\Checkout\\Model\\Session;
use Magento\\Framework\\View\\Element\\Template\\Context;
use Magento\\Sales\\Model\\Order as SalesOrder;
use Magento\\Sales\\Model\\ResourceModel\\Order\\CollectionFactory;

/** Fires the pixels of each order that is a sale. */
class Order extends Pixels
{
    /**
     * @var Session
     */
    private $session;

    /**
     * @var CollectionFactory
     */
    private $collectionFactory;

    /**
     * @param Context $context
     * @param Session $session
     * @param CollectionFactory $collectionFactory
     * @param array $data
     */
    public function __construct(
        Context $context,
        Session $session,
        CollectionFactory $collectionFactory,
        array $data = []
    ) {
        parent::__construct($context, $data);
        $this->session = $session;
        $this->collectionFactory = $collectionFactory;
    }

    /**
     * @return string[]
     */
    public function getScripts()
    {
        $scripts = [];
        foreach ($this->orders() as $order) {
            if ($order->getId() && $this->counts($order)) {
                $scripts[] = $this->scriptsWith($this->orderData($order));
            }
        }
        return array_merge([], ...$scripts);
    }

    /**
     * @return iterable
     */
    private function orders()
    {
        $ids = $this->getData('order_ids');
        if ($ids === null) {
            return [$this->session->getLastRealOrder()];
        }
        return $ids ? $this->collectionFactory->create()->addFieldToFilter('entity_id', ['in' => $ids]) : [];
    }

    /**
     * @param SalesOrder $order
     * @return bool whether it is a sale: the page confirms orders whose payment is still open too
     */
    private function counts($order)
    {
        $state = $order->getState();
        if (in_array($state, [SalesOrder::STATE_PROCESSING, SalesOrder::STATE_COMPLETE], true)) {
            return true;
        }
        return $this->getSetting('awaiting')
            && in_array(
                $state,
                [SalesOrder::STATE_NEW, SalesOrder::STATE_PAYMENT_REVIEW, SalesOrder::STATE_HOLDED],
                true
            );
    }

    /**
     * @param SalesOrder $order
     * @return array
     */
    private function orderData($order)
    {
        $items = [];
        foreach ($order->getAllVisibleItems() as $item) {
            $items[] = [
                'id' => $item->getProductId(),
                'sku' => $item->getSku(),
                'name' => $item->getName(),
                'price' => (float) $item->getPriceInclTax(),
                'quantity' => (float) $item->getQtyOrdered(),
            ];
        }
        $data = [
            'id' => $order->getIncrementId(),
            'total' => (float) $order->getGrandTotal(),
            'currency' => $order->getOrderCurrencyCode(),
            'tax' => (float) $order->getTaxAmount(),
            'shipping' => (float) $order->getShippingAmount(),
            'discount' => abs((float) $order->getDiscountAmount()),
            'coupon' => $order->getCouponCode(),
            'items' => $items,
        ];
        return [
            'order' => $data,
            'order_id' => $data['id'],
            'order_total' => $data['total'],
            'order_currency' => $data['currency'],
            'product_sku' => isset($items[0]) ? $items[0]['sku'] : null,
        ];
    }
}
`;
