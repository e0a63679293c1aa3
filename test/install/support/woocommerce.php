<?php
/*
 * What WordPress and WooCommerce are to a plugin of ours: their own calls, as their sources have them
 * (wp-includes/plugin.php, includes/abstracts/abstract-wc-order.php, templates/checkout/thankyou.php, class-wc-cart.php).
 */
define('ABSPATH', '/');
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});

$hooks = array();
$shortcodes = array();

function add_filter($name, $callback, $priority = 10, $accepted = 1)
{
    $GLOBALS['hooks'][$name][$priority][] = array($callback, $accepted);
    return true;
}

function add_action($name, $callback, $priority = 10, $accepted = 1)
{
    return add_filter($name, $callback, $priority, $accepted);
}

function apply_filters($name, $value, ...$more)
{
    $hooked = isset($GLOBALS['hooks'][$name]) ? $GLOBALS['hooks'][$name] : array();
    ksort($hooked);
    foreach ($hooked as $callbacks) {
        foreach ($callbacks as list($callback, $accepted)) {
            $value = $callback(...array_slice(array_merge(array($value), $more), 0, $accepted));
        }
    }
    return $value;
}

function do_action($name, ...$arguments)
{
    $hooked = isset($GLOBALS['hooks'][$name]) ? $GLOBALS['hooks'][$name] : array();
    ksort($hooked);
    foreach ($hooked as $callbacks) {
        foreach ($callbacks as list($callback, $accepted)) {
            $callback(...array_slice($arguments, 0, $accepted));
        }
    }
}

function add_shortcode($name, $callback)
{
    $GLOBALS['shortcodes'][$name] = $callback;
}

function wp_json_encode($value, $flags = 0)
{
    return json_encode($value, $flags);
}

function wp_print_inline_script_tag($code, $attributes = array())
{
    $text = '';
    foreach ($attributes as $name => $value) {
        $text .= sprintf(' %s="%s"', $name, htmlspecialchars($value, ENT_QUOTES));
    }
    printf("<script%s>\n%s\n</script>\n", $text, $code);
}

function esc_url($url)
{
    return htmlspecialchars($url, ENT_QUOTES);
}

function is_checkout()
{
    return !empty($GLOBALS['on_checkout']);
}

function is_order_received_page()
{
    return !empty($GLOBALS['on_thank_you']);
}

function is_checkout_pay_page()
{
    return is_checkout() && !empty($GLOBALS['on_pay_page']);
}

function get_woocommerce_currency()
{
    return 'EUR';
}

function wc_get_is_paid_statuses()
{
    return apply_filters('woocommerce_order_is_paid_statuses', array('processing', 'completed'));
}

class WC_Product
{
    public function get_sku()
    {
        return 'SKU-1';
    }

    public function get_name()
    {
        return 'A </script> & "shirt"';
    }

    public function get_price()
    {
        return '10.50';
    }
}

function wc_get_product($id)
{
    return $id ? new WC_Product() : false;
}

class WC_Order_Item_Product
{
    public function get_product()
    {
        return new WC_Product();
    }

    public function get_product_id()
    {
        return 12;
    }

    public function get_name()
    {
        return 'A shirt';
    }

    public function get_quantity()
    {
        return 2;
    }
}

class WC_Order
{
    private $id;
    private $status;
    private $meta = array();

    public function __construct($id, $status)
    {
        $this->id = $id;
        $this->status = $status;
    }

    public function get_id()
    {
        return $this->id;
    }

    public function get_order_number()
    {
        return (string) $this->id;
    }

    public function get_status()
    {
        return $this->status;
    }

    public function set_status($status)
    {
        $this->status = $status;
    }

    public function has_status($status)
    {
        $is = is_array($status) ? in_array($this->status, $status, true) : $this->status === $status;
        return apply_filters('woocommerce_order_has_status', $is, $this, $status);
    }

    public function is_paid()
    {
        return apply_filters('woocommerce_order_is_paid', $this->has_status(wc_get_is_paid_statuses()), $this);
    }

    public function get_meta($key)
    {
        return isset($this->meta[$key]) ? $this->meta[$key] : '';
    }

    public function update_meta_data($key, $value)
    {
        $this->meta[$key] = $value;
    }

    public function save()
    {
        return $this->id;
    }

    public function get_items()
    {
        return array(new WC_Order_Item_Product());
    }

    public function get_item_total($item)
    {
        return 10.5;
    }

    public function get_total()
    {
        return '24.90';
    }

    public function get_currency()
    {
        return 'EUR';
    }

    public function get_total_tax()
    {
        return '3.90';
    }

    public function get_shipping_total()
    {
        return '0';
    }

    public function get_discount_total()
    {
        return '0';
    }

    public function get_coupon_codes()
    {
        return array();
    }

    public function get_payment_method()
    {
        return 'bacs';
    }
}

$orders = array();

function wc_get_order($id)
{
    return isset($GLOBALS['orders'][$id]) ? $GLOBALS['orders'][$id] : false;
}

/** The page that thanks: as the template has it, whatever became of the payment. */
function thank_you_page($id)
{
    $order = wc_get_order($id);
    do_action('wp_head');
    if ($order) {
        do_action('woocommerce_before_thankyou', $order->get_id());
        do_action('woocommerce_thankyou_' . $order->get_payment_method(), $order->get_id());
        do_action('woocommerce_thankyou', $order->get_id());
    }
    do_action('wp_footer');
}

class WC_Session_Handler
{
    private $values = array();

    public function get($key, $default = null)
    {
        return isset($this->values[$key]) ? unserialize($this->values[$key]) : $default;
    }

    public function set($key, $value)
    {
        $this->values[$key] = serialize($value);
    }
}

class WooCommerce
{
    public $session;
}

$woocommerce = new WooCommerce();
$woocommerce->session = new WC_Session_Handler();

function WC()
{
    return $GLOBALS['woocommerce'];
}

/** What a cart does when something has been put into it. */
function add_to_cart($product_id, $quantity = 1, $variation_id = 0)
{
    do_action('woocommerce_add_to_cart', md5((string) $product_id), $product_id, $quantity, $variation_id, array(), array());
}

/** Any page of the site. */
function page()
{
    do_action('wp_head');
    do_action('wp_footer');
}
