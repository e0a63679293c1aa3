<?php
if (!defined('_PS_VERSION_')) {
    exit;
}
return array(
    'id' => 'pix_a1b2c3',
    'place' => 'order',
    'script' => 'function (data, writeKey) {
writeKey = writeKey || "0123456789abcdef0123456789abcdef";
(function (rows) {
  var properties = {}, i, row, value, options = {"pixel":"pix_a1b2c3","to":writeKey}, path, k;
  for (i = 0; rows.length > i; i++) {
    row = rows[i];
    value = row[1];
    path = row[3];
    for (k = 0; path && path.length > k && value != null; k++) {
      value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;
    }
    if (typeof value == "string" && !value.trim()) continue;
    if (row[2] && typeof value == "string" && value * 0 === 0) value = +value;
    if (value != null && typeof value != "function") properties[row[0]] = value;
  }
  value = properties.order_id;
  if (typeof value == "number" || typeof value == "bigint") value += "";
  if (typeof value == "string" && /^(undefined|null|nan|-?infinity|none|true|false|\\[object .*\\]|[{$][{].*[}])?$/i.test(value.trim())) {
    value = null;
    delete properties.order_id;
  }
  if (value == null) value = data.order_id;
  if (typeof value == "number" || typeof value == "bigint") value += "";
  if (typeof value == "string" && !/^(undefined|null|nan|-?infinity|none|true|false|\\[object .*\\]|[{$][{].*[}])?$/i.test(value.trim()) && !options.messageId) {
    options.messageId = (writeKey + ":purchase:" + value.trim()).slice(0, 255);
  }
  if ((window.tgp || 0).tgp === 1) window.tgp("conversion", "purchase", properties, options);
})([
  ["revenue", data, 1, ["order_total"]],
  ["currency", "EUR"],
  ["sku", data, 0, ["product_sku"]]
]);
}',
);
