import { tgp } from 'tgp';

(function (rows) {
  var properties = {}, i, row, value, layer = window.dataLayer, path, n, k;
  for (i = 0; rows.length > i; i++) {
    row = rows[i];
    value = row[1];
    path = row[3];
    if (path) {
      try {
        value = value();
        for (k = 1; ; k++) {
          if (path[0] !== "document" && value && (value.nodeType === 1 || value.namedItem || (value.frameElement && value.frameElement.ownerDocument === window.document))) value = undefined;
          if (k === path.length) break;
          value = value[path[k]];
        }
        if (typeof value == "function" || value === "") value = undefined;
      } catch (e) { value = undefined; }
      for (n = (layer && layer.length) || 0; value === undefined && n--; ) {
        value = layer[n];
        for (k = 0; path.length > k && value != null; k++) {
          value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;
        }
      }
    }
    if (typeof value == "string" && !value.trim()) continue;
    if (row[2] && typeof value == "string" && value * 0 === 0) value = +value;
    if (value != null && typeof value != "function") properties[row[0]] = value;
  }
  tgp("conversion", "purchase", properties, {"pixel":"pix_a1b2c3","to":"0123456789abcdef0123456789abcdef"});
})([
  ["revenue", function () { return order_total; }, 1, ["order_total"]],
  ["currency", "EUR"],
  ["sku", function () { return product_sku; }, 0, ["product_sku"]]
]);
