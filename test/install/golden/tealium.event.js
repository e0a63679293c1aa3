if (b["tealium_event"] === "purchase") {
(function (rows) {
  var properties = {}, i, row, value, options = {"pixel":"pix_a1b2c3","to":"0123456789abcdef0123456789abcdef"}, products = [], k;
  for (i = 0; rows.length > i; i++) {
    row = rows[i];
    value = row[1];
    if (row[3] && Object.prototype.toString.call(value) == "[object Array]") {
      if (row[3] == 2) value = value[0];
      else {
        for (k = 0; value.length > k; k++) {
          products[k] = products[k] || {};
          if (value[k] != null && value[k] !== "") products[k][row[0]] = value[k];
        }
        continue;
      }
    }
    if (typeof value == "string" && !value.trim()) continue;
    if (row[2] && typeof value == "string" && value * 0 === 0) value = +value;
    if (value != null && typeof value != "function") properties[row[0]] = value;
  }
  if (products.length && !properties.products) properties.products = products;
  value = properties.order_id;
  if (typeof value == "number" || typeof value == "bigint") value += "";
  if (typeof value == "string" && /^(undefined|null|nan|-?infinity|none|true|false|\[object .*\]|[{$][{].*[}])?$/i.test(value.trim())) {
    value = null;
    delete properties.order_id;
  }
  if (value == null) value = b["order_id"] || b["_corder"];
  if (typeof value == "number" || typeof value == "bigint") value += "";
  if (typeof value == "string" && !/^(undefined|null|nan|-?infinity|none|true|false|\[object .*\]|[{$][{].*[}])?$/i.test(value.trim()) && !options.messageId) {
    options.messageId = ("0123456789abcdef0123456789abcdef:purchase:" + value.trim()).slice(0, 255);
  }
  if ((window.tgp || 0).tgp === 1) window.tgp("conversion", "purchase", properties, options);
})([
  ["revenue", b["order_total"], 1, 2],
  ["currency", "EUR"],
  ["sku", b["product_sku"], 0, 1]
]);
}