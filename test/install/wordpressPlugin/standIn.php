<?php
// What the plugin calls of WordPress and of WooCommerce, as their sources have it: names, arguments, answers.

define('ABSPATH', __DIR__ . '/');
define('WP_CONTENT_DIR', __DIR__ . '/wp-content');

$hooks = array();
$options = array();
$shortcodes = array();
$page = array('admin' => false, 'user_can' => array(), 'nonce' => null, 'checkout' => false, 'received' => false);

class Ended extends Exception
{
}

function add_action($hook, $callback, $priority = 10, $arguments = 1)
{
    global $hooks;
    $hooks[$hook][$priority][] = array($callback, $arguments);
    return true;
}
function add_filter($hook, $callback, $priority = 10, $arguments = 1)
{
    return add_action($hook, $callback, $priority, $arguments);
}
function do_action($hook, ...$arguments)
{
    global $hooks;
    $all = $hooks[$hook] ?? array();
    ksort($all);
    foreach (array_merge(...array_values($all)) as [$callback, $count]) {
        $callback(...array_slice($arguments, 0, $count));
    }
}
function apply_filters($hook, $value, ...$arguments)
{
    global $hooks;
    $all = $hooks[$hook] ?? array();
    ksort($all);
    foreach (array_merge(...array_values($all)) as [$callback, $count]) {
        $value = $callback(...array_slice(array_merge(array($value), $arguments), 0, $count));
    }
    return $value;
}
function add_shortcode($name, $callback)
{
    global $shortcodes;
    $shortcodes[$name] = $callback;
}
function get_option($name, $default = false)
{
    global $options;
    return $options[$name] ?? $default;
}
function update_option($name, $value)
{
    global $options;
    $options[$name] = $value;
    return true;
}
function delete_option($name)
{
    global $options;
    unset($options[$name]);
    return true;
}
$sent = array();
function wp_remote_get($url, $args = array())
{
    global $sent;
    $sent[] = $url;
    return array();
}
function wp_json_encode($value, $flags = 0, $depth = 512)
{
    return json_encode($value, $flags, $depth);
}
function wp_print_inline_script_tag($script, $attributes = array())
{
    echo '<script';
    foreach ($attributes as $name => $value) {
        echo ' ' . $name . '="' . esc_attr($value) . '"';
    }
    echo ">\n" . $script . "\n</script>\n";
}
function esc_attr($text)
{
    return htmlspecialchars((string) $text, ENT_QUOTES);
}
function esc_html($text)
{
    return htmlspecialchars((string) $text, ENT_QUOTES);
}
function esc_url($url)
{
    return htmlspecialchars($url, ENT_QUOTES);
}
function esc_url_raw($url, $protocols = null)
{
    $url = preg_replace('/[^a-z0-9-~+_.?#=!&;,\/:%@$|*\'()\[\]\x80-\xff]/i', '', str_replace(' ', '%20', ltrim($url)));
    if ($url === '') {
        return '';
    }
    if (strpos($url, ':') === false && !in_array($url[0], array('/', '#', '?'), true) && !preg_match('/^[a-z0-9-]+?\.php/i', $url)) {
        $url = 'http://' . $url;
    }
    return $url[0] === '/' || in_array(strtolower(explode(':', $url)[0]), $protocols, true) ? $url : '';
}
function sanitize_text_field($text)
{
    return trim(preg_replace('/[\r\n\t ]+/', ' ', strip_tags($text)));
}
function wp_unslash($value)
{
    return is_array($value) ? array_map('wp_unslash', $value) : stripslashes($value);
}
function is_admin()
{
    global $page;
    return $page['admin'];
}
function current_user_can($capability)
{
    global $page;
    return in_array($capability, $page['user_can'], true);
}
function wp_die($message = '', $title = '', $args = array())
{
    throw new Ended('died ' . ($args['response'] ?? 500));
}
function check_admin_referer($action)
{
    global $page;
    if ($page['nonce'] !== $action) {
        wp_die('The link you followed has expired.', '', array('response' => 403));
    }
    return 1;
}
function wp_nonce_field($action)
{
    echo '<input type="hidden" name="_wpnonce" value="' . esc_attr('nonce of ' . $action) . '">';
}
function wp_safe_redirect($url)
{
    throw new Ended('redirected ' . $url);
}
function add_query_arg($key, $value, $url)
{
    return $url . '&' . $key . '=' . $value;
}
function home_url()
{
    return 'https://shop.example/blog';
}
function admin_url($path)
{
    return 'https://shop.example/wp-admin/' . $path;
}
function add_options_page($title, $menu, $capability, $slug, $callback)
{
    global $page;
    $page['options'][$slug] = array($capability, $callback);
}
function checked($is)
{
    echo $is ? ' checked="checked"' : '';
}
function submit_button()
{
    echo '<input type="submit">';
}

// WooCommerce.

function is_checkout()
{
    global $page;
    return $page['checkout'];
}
function is_order_received_page()
{
    global $page;
    return $page['received'];
}
function is_checkout_pay_page()
{
    global $page;
    return is_checkout() && !empty($page['pay']);
}

class WC_Product
{
    private $sku;
    public function __construct($sku)
    {
        $this->sku = $sku;
    }
    public function get_price()
    {
        return '12.50';
    }
    public function get_name()
    {
        return 'Shirt';
    }
    public function get_sku()
    {
        return $this->sku;
    }
}
class WC_Order_Item_Product
{
    private $item;
    public function __construct($item)
    {
        $this->item = $item;
    }
    public function get_product()
    {
        // A product that has been deleted since.
        return isset($this->item['sku']) ? new WC_Product($this->item['sku']) : false;
    }
    public function get_product_id()
    {
        return $this->item['id'];
    }
    public function get_name()
    {
        return $this->item['name'];
    }
    public function get_quantity()
    {
        return $this->item['quantity'];
    }
    public function price()
    {
        return $this->item['price'];
    }
}
class WC_Order
{
    private $order;
    private $meta = array();
    public $saved = 0;
    public function __construct($order)
    {
        $this->order = $order;
    }
    public function get_status()
    {
        return $this->order['status'];
    }
    // By its source: a list, or one; without the prefix "wc-".
    public function has_status($status)
    {
        return is_array($status)
            ? in_array($this->get_status(), $status, true)
            : $this->get_status() === $status;
    }
    public function is_paid()
    {
        return $this->has_status(wc_get_is_paid_statuses());
    }
    // By its source: told after the order has been saved in its new state.
    public function update_status($status)
    {
        $from = $this->order['status'];
        $this->order['status'] = $status;
        do_action('woocommerce_order_status_changed', $this->get_id(), $from, $status, $this);
    }
    public function get_meta($key)
    {
        return $this->meta[$key] ?? '';
    }
    public function update_meta_data($key, $value)
    {
        $this->meta[$key] = $value;
    }
    public function save()
    {
        $this->saved++;
    }
    public function get_items()
    {
        $items = array();
        foreach ($this->order['items'] as $at => $item) {
            $items[7 + $at] = new WC_Order_Item_Product($item);
        }
        return $items;
    }
    public function get_item_total($item)
    {
        return $item->price();
    }
    public function get_id()
    {
        return $this->order['id'];
    }
    public function get_order_number()
    {
        return 'A-' . $this->order['id'];
    }
    public function get_total()
    {
        return $this->order['total'];
    }
    public function get_currency()
    {
        return 'EUR';
    }
    public function get_customer_id()
    {
        return $this->order['customer'] ?? 0;
    }
    public function get_total_tax()
    {
        return '9.50';
    }
    public function get_shipping_total()
    {
        return '4.90';
    }
    public function get_discount_total()
    {
        return '0';
    }
    public function get_coupon_codes()
    {
        return array('SPRING');
    }
}

function wc_get_is_paid_statuses()
{
    return apply_filters('woocommerce_order_is_paid_statuses', array('processing', 'completed'));
}
function wc_get_product($id)
{
    // A product that has been deleted since.
    return $id === 404 ? false : new WC_Product("S-$id");
}
function get_woocommerce_currency()
{
    return 'EUR';
}
class WC_Session
{
    public $data = array();
    public $writes = 0;
    public function get($key, $default = null)
    {
        return $this->data[$key] ?? $default;
    }
    public function set($key, $value)
    {
        $this->writes++;
        $this->data[$key] = $value;
    }
}
$wc = (object) array('session' => new WC_Session());
// Without a session, as in a request of the REST API.
function WC()
{
    global $wc;
    return $wc;
}
// WC_Cart::add_to_cart ends in this, with six arguments.
function put_in_cart($product_id, $quantity, $variation_id = 0)
{
    do_action('woocommerce_add_to_cart', 'key', $product_id, $quantity, $variation_id, array(), array());
}

$orders = array();
function wc_get_order($id)
{
    global $orders;
    return $orders[$id] ?? false;
}
// The template thankyou.php does this for each order, whatever its state is.
function thank_for($id)
{
    do_action('woocommerce_thankyou', $id);
}
