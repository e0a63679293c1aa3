<?php
// What the module calls of PrestaShop, as its sources have it: names, arguments, answers.

define('_PS_VERSION_', '8.1.0');

$configuration = array(
    'PS_OS_CHEQUE' => '1',
    'PS_OS_PAYMENT' => '2',
    'PS_OS_PREPARATION' => '3',
    'PS_OS_CANCELED' => '6',
    'PS_OS_REFUND' => '7',
    'PS_OS_ERROR' => '8',
    'PS_OS_BANKWIRE' => '10',
    'PS_OS_COD_VALIDATION' => '13',
);
$registered = array();
$request = array();
$form = null;

class Configuration
{
    // False where there is none.
    public static function get($name)
    {
        global $configuration;
        return $configuration[$name] ?? false;
    }
    public static function updateValue($name, $value)
    {
        global $configuration;
        $configuration[$name] = $value;
        return true;
    }
    public static function deleteByName($name)
    {
        global $configuration;
        unset($configuration[$name]);
        return true;
    }
}
class Validate
{
    public static function isLoadedObject($object)
    {
        return is_object($object) && $object->id;
    }
}
class Tools
{
    public static function isSubmit($name)
    {
        global $request;
        return isset($request[$name]);
    }
    public static function getValue($name, $default = false)
    {
        global $request;
        return $request[$name] ?? $default;
    }
    public static function getAdminTokenLite($tab)
    {
        return 'token of ' . $tab;
    }
}
class AdminController
{
    public static $currentIndex = 'index.php?controller=AdminModules';
}
class HelperForm
{
    public $module;
    public $name_controller;
    public $token;
    public $currentIndex;
    public $submit_action;
    public $fields_value = array();
    // Its template escapes what the fields hold.
    public function generateForm($form)
    {
        $html = '<form token="' . $this->token . '">';
        foreach ($form[0]['form']['input'] as $input) {
            $html .= $input['name'] . '=' . htmlspecialchars((string) $this->fields_value[$input['name']]) . ';';
        }
        return $html . '<button name="' . $this->submit_action . '">';
    }
}
class Currency
{
    public $iso_code;
    public function __construct($id)
    {
        $this->iso_code = array(1 => 'EUR', 2 => 'USD')[$id];
    }
}
// Encrypted, and written when the page ends; what it does not have is false.
class Cookie
{
    private $content = array();
    public function __get($name)
    {
        return $this->content[$name] ?? false;
    }
    public function __set($name, $value)
    {
        if (is_array($value) || preg_match('/¤|\|/', $name . $value)) {
            throw new Exception('Forbidden chars in cookie');
        }
        $this->content[$name] = $value;
    }
}
class Context
{
    public $controller;
    public $cookie;
    public $cart;
}
class Module
{
    public $name;
    public $tab;
    public $version;
    public $author;
    public $need_instance;
    public $bootstrap;
    public $ps_versions_compliancy;
    public $displayName;
    public $description;
    protected $context;
    public function __construct()
    {
        global $context;
        $this->context = $context;
    }
    public function install()
    {
        return true;
    }
    public function uninstall()
    {
        return true;
    }
    public function registerHook($name)
    {
        global $registered;
        $registered[] = $name;
        return true;
    }
    public function displayConfirmation($text)
    {
        return '<div class="success">' . $text . '</div>';
    }
    public function displayError($text)
    {
        return '<div class="error">' . $text . '</div>';
    }
}
class OrderState
{
    public $id;
    public $paid;
    public function __construct($id)
    {
        $this->id = $id;
        $this->paid = in_array($id, array(2, 3, 4, 5, 20), true) ? '1' : '0';
    }
}
class Order
{
    public $id;
    public $reference = 'XKBKNABJK';
    public $id_cart = '5';
    public $id_currency = '1';
    public $total_paid_tax_incl = '59.900000';
    public $total_paid_tax_excl = '50.340000';
    public $total_shipping_tax_incl = '4.900000';
    public $total_discounts_tax_incl = '0.000000';
    private $state;
    public function __construct($id, $state)
    {
        $this->id = $id;
        $this->state = $state;
    }
    // A PrestaShopCollection, in which each is loaded anew.
    public static function getByReference($reference)
    {
        global $others;
        return new ArrayIterator(array_filter($others, function ($order) use ($reference) {
            return $order->reference === $reference;
        }));
    }
    public function getCurrentOrderState()
    {
        return $this->state ? new OrderState($this->state) : null;
    }
    public function getProducts()
    {
        return array(
            31 => array(
                'product_id' => '3',
                'product_reference' => 'S</script>1',
                'product_name' => 'A & B',
                'unit_price_tax_incl' => '25.000000',
                'product_quantity' => '2',
            ),
        );
    }
}

$others = array();
$context = new Context();
$context->cookie = new Cookie();
$context->cart = (object) array('id' => null);
$context->controller = (object) array('php_self' => 'index');

require __DIR__ . '/tgp/tgp.php';
$tgp = new Tgp();
$tgp->install();

// As Hook::exec calls a module, the method being named after the hook.
function hook($name, $params = array())
{
    global $tgp, $registered;
    if (!in_array($name, $registered, true)) {
        throw new Exception('not registered: ' . $name);
    }
    return $tgp->{'hook' . ucfirst($name)}($params);
}
// OrderConfirmationController does this for each order, whatever its state is.
function confirm($id, $state)
{
    return hook('displayOrderConfirmation', array('order' => new Order($id, $state)));
}
