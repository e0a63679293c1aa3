<?php
if (!defined('ABSPATH')) {
    exit;
}

add_action('wp_head', function () {
    wp_print_inline_script_tag('STUB(window,document,"tgp","https://collect.example.com/tgp.js")("init","0123456789abcdef0123456789abcdef",{"autoPage":true});');
}, 1);
