/** What WordPress runs when the plugin is deleted: its settings go; a mark on an order is the shop's own history. */
export declare const UNINSTALL = "<?php\nif (!defined('WP_UNINSTALL_PLUGIN')) {\n    exit;\n}\ndelete_option('tgp_settings');\n";
/** The plugin's readme, in WordPress' own form. */
export declare const README = "=== tgp ===\nRequires at least: 5.7\nRequires PHP: 7.2\nLicense: MIT\n\nLoads the tgp tag; counts page views, check-outs and orders that are paid.\n\n== Description ==\n\nThe write key and the collector are under Settings > tgp. Pixels are files in the folder pixels of this plugin, and in\nwp-content/tgp-pixels, where they stay when the plugin is replaced.\n";
