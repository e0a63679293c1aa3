(function (rows) {
  var properties = {}, i, row, value, path, k;
  for (i = 0; rows.length > i; i++) {
    row = rows[i];
    value = row[1];
    path = row[3];
    if (path && value == null) {
      value = event && event.detail;
      for (k = 0; path.length > k && value != null; k++) {
        value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;
      }
    }
    if (typeof value == "string" && !value.trim()) continue;
    if (row[2] && typeof value == "string" && value * 0 === 0) value = +value;
    if (value != null && typeof value != "function") properties[row[0]] = value;
  }
  if ((window.tgp || 0).tgp === 1) window.tgp("conversion", "purchase", properties, {"pixel":"pix_a1b2c3","to":"0123456789abcdef0123456789abcdef"});
})([
  ["revenue", _satellite.getVar("order_total", event), 1, ["order_total"]],
  ["currency", "EUR"],
  ["sku", _satellite.getVar("product_sku", event), 0, ["product_sku"]]
]);