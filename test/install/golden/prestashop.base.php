<?php
if (!defined('_PS_VERSION_')) {
    exit;
}

/** Loads the tgp tag; counts page views, check-outs and orders that are paid. */
class Tgp extends Module
{
    const DEFAULTS = array(
        'TGP_WRITE_KEY' => '0123456789abcdef0123456789abcdef',
        'TGP_COLLECTOR' => 'https://collect.example.com',
        'TGP_AWAITING' => '0',
    );

    public function __construct()
    {
        $this->name = 'tgp';
        $this->tab = 'analytics_stats';
        $this->version = '1.0.0';
        $this->author = 'tgp';
        $this->need_instance = 0;
        $this->bootstrap = true;
        $this->ps_versions_compliancy = array('min' => '1.7.0.0', 'max' => _PS_VERSION_);
        parent::__construct();
        $this->displayName = 'tgp';
        $this->description = 'Loads the tgp tag; counts page views, check-outs and orders that are paid.';
    }

    public function install()
    {
        foreach (self::DEFAULTS as $name => $value) {
            Configuration::updateValue($name, $value);
        }
        return parent::install()
            && $this->registerHook('displayHeader')
            && $this->registerHook('displayOrderConfirmation')
            && $this->registerHook('displayTgp');
    }

    public function uninstall()
    {
        foreach (array_keys(self::DEFAULTS) as $name) {
            Configuration::deleteByName($name);
        }
        return parent::uninstall();
    }

    public function hookDisplayHeader($params)
    {
        $writeKey = (string) Configuration::get('TGP_WRITE_KEY');
        $collector = rtrim((string) Configuration::get('TGP_COLLECTOR'), '/');
        $url = $collector . '/tgp.js';
        $html = '' . $this->script('STUB(window,document,"tgp",' . $this->json($url) . ')("init",' . $this->json($writeKey) . ',{"autoPage":true});');
        $html .= $this->fireAt('page');
        if ($this->beginsCheckout()) {
            $html .= $this->fireAt('checkout');
        }
        return $html;
    }

    /** Whether this page is a cart's first one of the check-out: each of its steps is a page of the same name. */
    private function beginsCheckout()
    {
        $page = $this->context->controller;
        $cart = $this->context->cart;
        if (!isset($page->php_self) || $page->php_self !== 'order' || !Validate::isLoadedObject($cart)) {
            return false;
        }
        if ((string) $this->context->cookie->tgp_checkout === (string) $cart->id) {
            return false;
        }
        $this->context->cookie->tgp_checkout = (string) $cart->id;
        return true;
    }

    public function hookDisplayTgp($params)
    {
        $pixels = $this->pixels();
        $id = isset($params['pixel']) ? $params['pixel'] : '';
        return isset($pixels[$id]) ? $this->fire($pixels[$id], array()) : '';
    }

    public function hookDisplayOrderConfirmation($params)
    {
        // Before 1.7 the order had another name.
        $order = isset($params['order']) ? $params['order'] : null;
        if (!Validate::isLoadedObject($order)) {
            return '';
        }
        // The page that confirms can be loaded again.
        $seen = array_filter(explode('-', (string) $this->context->cookie->tgp_orders));
        $html = '';
        foreach ($this->ordersOf($order) as $each) {
            if (!in_array((string) $each->id, $seen, true) && $this->counts($each)) {
                $seen[] = (string) $each->id;
                $html .= $this->fireAt('order', $this->orderData($each));
            }
        }
        $this->context->cookie->tgp_orders = implode('-', array_slice($seen, -20));
        return $html;
    }

    /** The orders of a check-out. PrestaShop makes several of one whose goods come by several carriers, and confirms the first. */
    private function ordersOf($order)
    {
        $orders = array($order);
        $all = is_callable(array('Order', 'getByReference')) ? Order::getByReference($order->reference) : array();
        foreach ($all as $each) {
            if ((int) $each->id_cart === (int) $order->id_cart && (int) $each->id !== (int) $order->id) {
                $orders[] = $each;
            }
        }
        return $orders;
    }

    /** Whether an order is a sale: PrestaShop confirms those whose payment failed too. */
    private function counts($order)
    {
        $state = $order->getCurrentOrderState();
        if (!Validate::isLoadedObject($state)) {
            return false;
        }
        if ($this->isOneOf($state, array('PS_OS_ERROR', 'PS_OS_CANCELED', 'PS_OS_REFUND'))) {
            return false;
        }
        return $state->paid
            || (Configuration::get('TGP_AWAITING') && $this->isOneOf($state, array(
                'PS_OS_BANKWIRE',
                'PS_OS_CHEQUE',
                'PS_OS_COD_VALIDATION',
                'PS_OS_OUTOFSTOCK_UNPAID',
            )));
    }

    private function isOneOf($state, array $names)
    {
        return in_array((int) $state->id, array_filter(array_map('intval', array_map(array('Configuration', 'get'), $names))), true);
    }

    private function orderData($order)
    {
        $currency = new Currency((int) $order->id_currency);
        $items = array();
        foreach ($order->getProducts() as $product) {
            $items[] = array(
                'id' => (int) $product['product_id'],
                'sku' => $product['product_reference'],
                'name' => $product['product_name'],
                'price' => (float) $product['unit_price_tax_incl'],
                'quantity' => (int) $product['product_quantity'],
            );
        }
        $total = (float) $order->total_paid_tax_incl;
        return array(
            'order' => array(
                'id' => (int) $order->id,
                'reference' => $order->reference,
                'total' => $total,
                'currency' => $currency->iso_code,
                'tax' => round($total - (float) $order->total_paid_tax_excl, 6),
                'shipping' => (float) $order->total_shipping_tax_incl,
                'discount' => (float) $order->total_discounts_tax_incl,
                'items' => $items,
            ),
            'order_id' => (int) $order->id,
            'order_total' => $total,
            'order_currency' => $currency->iso_code,
            'product_sku' => isset($items[0]) ? $items[0]['sku'] : null,
        );
    }

    private function pixels()
    {
        $pixels = array();
        foreach ((array) glob(__DIR__ . '/pixels/*.php') as $file) {
            // The folder has an index that sends browsers away.
            $pixel = basename($file) === 'index.php' ? null : include $file;
            if (is_array($pixel) && isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                $pixels[$pixel['id']] = $pixel;
            }
        }
        return $pixels;
    }

    private function fireAt($place, array $data = array())
    {
        $html = '';
        foreach ($this->pixels() as $pixel) {
            if ($pixel['place'] === $place) {
                $html .= $this->fire($pixel, $data);
            }
        }
        return $html;
    }

    private function fire(array $pixel, array $data)
    {
        $arguments = $this->json((object) $data) . ', ' . $this->json((string) Configuration::get('TGP_WRITE_KEY'));
        return $this->script('(' . $pixel['script'] . ')(' . $arguments . ');');
    }

    private function script($script)
    {
        return '<script>
' . $script . "\n</script>\n";
    }

    /** A value as it stands in a script of a page. */
    private function json($value)
    {
        return json_encode($value, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
    }

    /** The page of settings. PrestaShop runs it for who may configure modules, and checks the form's token. */
    public function getContent()
    {
        $html = '';
        if (Tools::isSubmit('submitTgp')) {
            $html .= $this->save() ? $this->displayConfirmation('Saved.') : $this->displayError('A value makes no sense, and was not saved.');
        }
        $helper = new HelperForm();
        $helper->module = $this;
        $helper->name_controller = $this->name;
        $helper->token = Tools::getAdminTokenLite('AdminModules');
        $helper->currentIndex = AdminController::$currentIndex . '&configure=' . $this->name;
        $helper->submit_action = 'submitTgp';
        foreach (array_keys(self::DEFAULTS) as $name) {
            $helper->fields_value[$name] = Configuration::get($name);
        }
        $yesNo = array(
            array('id' => 'on', 'value' => 1, 'label' => 'Yes'),
            array('id' => 'off', 'value' => 0, 'label' => 'No'),
        );
        return $html . $helper->generateForm(array(array('form' => array(
            'legend' => array('title' => 'tgp'),
            'input' => array(
                array('type' => 'text', 'name' => 'TGP_WRITE_KEY', 'label' => 'Write key', 'required' => true),
                array('type' => 'text', 'name' => 'TGP_COLLECTOR', 'label' => 'Collector', 'required' => true),
                array('type' => 'switch', 'name' => 'TGP_AWAITING', 'label' => 'Count orders that wait for their payment', 'values' => $yesNo),
            ),
            'submit' => array('title' => 'Save'),
        ))));
    }

    /** Keeps what makes sense of what was sent, and says whether all of it did. */
    private function save()
    {
        $key = trim((string) Tools::getValue('TGP_WRITE_KEY'));
        $collector = trim((string) Tools::getValue('TGP_COLLECTOR'));
        $isKey = (bool) preg_match('/^[\w.-]{1,100}$/D', $key);
        // A path alone is right where a proxy of the shop's own stands before the collector.
        $isCollector = $collector !== ''
            && preg_match('#^((https?:)?//[^/?\#\s"\'<>]+)?(/[^?\#\s"\'<>]*)?$#D', $collector);
        if ($isKey) {
            Configuration::updateValue('TGP_WRITE_KEY', $key);
        }
        if ($isCollector) {
            Configuration::updateValue('TGP_COLLECTOR', rtrim($collector, '/') ?: '/');
        }
        Configuration::updateValue('TGP_AWAITING', Tools::getValue('TGP_AWAITING') ? '1' : '0');
        return $isKey && $isCollector;
    }
}
