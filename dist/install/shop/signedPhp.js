/**
 * Functions of PHP that sign: the address of an event that the secret of a tag vouches for, as the collector reads it.
 * Values are texts, and are sent as they are signed.
 */
export const SIGNED_PHP = `/** The signature of what an order is worth, by the secret of the tag. */
function tgp_signature($secret, $key, $event, $order_id, $value, $currency) {
    return hash_hmac('sha256', implode("\\n", array('v1', $key, $event, $order_id, $value, $currency)), $secret);
}

/** The address of a signed event; $more are its other parameters, such as its visitor. */
function tgp_signed_url($collector, $secret, $key, $event, $order_id, $value, $currency, array $more) {
    $query = array('writeKey' => $key, 'event' => $event, 'properties.order_id' => $order_id);
    if ($value !== '') {
        $query['properties.value'] = $value;
    }
    if ($currency !== '') {
        $query['properties.currency'] = $currency;
    }
    $query['context.signature'] = tgp_signature($secret, $key, $event, $order_id, $value, $currency);
    return $collector . '/pixel/v1/track?' . http_build_query($query + $more, '', '&', PHP_QUERY_RFC3986);
}
`;
