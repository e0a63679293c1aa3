/** The plugin's page of settings: for who may manage options, with a nonce, each value checked before it is kept. */
export const ADMIN = `<?php
if (!defined('ABSPATH')) {
    exit;
}

/** The states of an order that its shop may choose; what is failed, cancelled or refunded is never a sale. */
function tgp_state_labels() {
    return array(
        'processing' => 'Processing: paid, to be sent',
        'completed' => 'Completed',
        'on-hold' => 'On hold: waits for its payment, as by bank transfer',
    );
}

/** What may be kept of what was sent. What makes no sense leaves the old value. */
function tgp_sanitize(array $sent, array $old) {
    $kept = $old;
    $key = isset($sent['write_key']) && is_string($sent['write_key'])
        ? sanitize_text_field($sent['write_key'])
        : '';
    if (preg_match('/^[\\\\w.-]{1,100}$/', $key)) {
        $kept['write_key'] = $key;
    }
    $collector = isset($sent['collector']) && is_string($sent['collector']) ? trim($sent['collector']) : '';
    $collector = preg_replace_callback('#^https?:#i', function ($found) {
        return strtolower($found[0]);
    }, $collector);
    // WordPress takes a name without a scheme for one of http, from which no page of https loads; and any words for a name.
    if (preg_match('#^[\\w-]+(\\.[\\w-]+)+(:\\d+)?(/|$)#', $collector)) {
        $collector = 'https://' . $collector;
    }
    $collector = preg_match('#^(https?:/)?/#', $collector) ? esc_url_raw($collector, array('https', 'http')) : '';
    // Without a query; a path is right where a proxy of the site's own stands before the collector, also a path alone.
    if (preg_match('#^((https?:)?//[^/?\\\\#\\\\s]+)?(/[^?\\\\#\\\\s]*)?#', $collector, $found) && $found[0] !== '') {
        $address = rtrim($found[0], '/');
        $kept['collector'] = $address === '' ? '/' : $address;
    }
    $states = isset($sent['states']) && is_array($sent['states'])
        ? array_filter($sent['states'], 'is_string')
        : array();
    $kept['states'] = array_values(array_intersect(array_keys(tgp_state_labels()), $states));
    return $kept;
}

add_action('admin_post_tgp_save', function () {
    if (!current_user_can('manage_options')) {
        wp_die('You may not change these settings.', '', array('response' => 403));
    }
    check_admin_referer('tgp_save');
    $sent = isset($_POST['tgp']) && is_array($_POST['tgp']) ? wp_unslash($_POST['tgp']) : array();
    update_option('tgp_settings', tgp_sanitize($sent, tgp_settings()));
    wp_safe_redirect(add_query_arg('updated', '1', admin_url('options-general.php?page=tgp')));
    exit;
});

add_action('admin_menu', function () {
    add_options_page('tgp', 'tgp', 'manage_options', 'tgp', 'tgp_settings_page');
});

function tgp_settings_page() {
    if (!current_user_can('manage_options')) {
        return;
    }
    $settings = tgp_settings();
    ?>
    <div class="wrap">
        <h1>tgp</h1>
        <form method="post" action="<?php echo esc_url(admin_url('admin-post.php')); ?>">
            <input type="hidden" name="action" value="tgp_save">
            <?php wp_nonce_field('tgp_save'); ?>
            <table class="form-table" role="presentation">
                <tr>
                    <th scope="row"><label for="tgp_write_key">Write key</label></th>
                    <td><input id="tgp_write_key" class="regular-text" name="tgp[write_key]" value="<?php echo esc_attr($settings['write_key']); ?>"></td>
                </tr>
                <tr>
                    <th scope="row"><label for="tgp_collector">Collector</label></th>
                    <td><input id="tgp_collector" class="regular-text" name="tgp[collector]" value="<?php echo esc_attr($settings['collector']); ?>"></td>
                </tr>
                <tr>
                    <th scope="row">Orders that count</th>
                    <td>
                        <?php foreach (tgp_state_labels() as $state => $label) : ?>
                            <label><input type="checkbox" name="tgp[states][]" value="<?php echo esc_attr($state); ?>"<?php checked(in_array($state, (array) $settings['states'], true)); ?>> <?php echo esc_html($label); ?></label><br>
                        <?php endforeach; ?>
                    </td>
                </tr>
            </table>
            <?php submit_button(); ?>
        </form>
    </div>
    <?php
}
`;
