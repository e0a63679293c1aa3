if (b["tealium_event"] === "purchase") {
(function (rows) {
  var properties = {}, i, row, value, options = {"pixel":"pix_a1b2c3"}, products = [], k, sent, id;
  for (i = 0; i < rows.length; i++) {
    row = rows[i];
    value = row[1];
    if (row[3] && Object.prototype.toString.call(value) == "[object Array]") {
      if (row[3] == 2) value = value[0];
      else {
        for (k = 0; k < value.length; k++) {
          products[k] = products[k] || {};
          products[k][row[0]] = value[k];
        }
        continue;
      }
    }
    if (row[2] && typeof value == "string" && value.trim() && isFinite(value)) value = +value;
    if (value != null && typeof value != "function") properties[row[0]] = value;
  }
  if (products.length && !properties.products) properties.products = products;
  id = properties.order_id || b["order_id"] || b["_corder"];
  if (id && window.tgp) {
    id = ("pix_a1b2c3." + id).slice(0, 255);
    sent = window.tgp.sent = window.tgp.sent || {};
    if (sent[id]) return;
    sent[id] = 1;
    options.messageId = id;
  }
  if (window.tgp) window.tgp("conversion", "purchase", properties, options);
})([
  ["revenue", b["order_total"], 1, 2],
  ["currency", "EUR"],
  ["sku", b["product_sku"], 0, 1]
]);
}