/** What WordPress runs when the plugin is deleted: its settings go; a mark on an order is the shop's own history. */
export const UNINSTALL = `<?php
if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}
delete_option('tgp_settings');
// Each site of a network has its own.
if (function_exists('is_multisite') && is_multisite()) {
    foreach (get_sites(array('fields' => 'ids', 'number' => 0)) as $site) {
        delete_blog_option($site, 'tgp_settings');
    }
}
`;
/** The plugin's readme, in WordPress' own form. */
export const README = `=== tgp ===
Requires at least: 5.7
Requires PHP: 7.2
License: MIT

Loads the tgp tag; counts page views, check-outs and orders that are paid.

== Description ==

The write key and the collector are under Settings > tgp. Pixels are files in the folder pixels of this plugin, and in
wp-content/tgp-pixels, where they stay when the plugin is replaced.
`;
