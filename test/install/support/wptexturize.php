<?php
// What WordPress' formatting.php calls of the rest of WordPress while it sets the quotes of a text.

$shortcode_tags = array('tgp' => 'is_callable');

function apply_filters($hook, $value)
{
    return $value;
}
function _x($text, $context)
{
    return $text;
}
function wptexturize_by($formatting, $html)
{
    require $formatting;
    return wptexturize($html);
}
