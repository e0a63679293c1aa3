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
        // Magento never comes to pay what costs nothing.
        if ($state === SalesOrder::STATE_NEW && (float) $order->getGrandTotal() <= 0) {
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
