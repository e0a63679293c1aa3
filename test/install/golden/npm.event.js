import { tgp } from 'tgp';

if (typeof window === 'object') {
  (function (rows) {
    var properties = {}, i, row, value, layer = window.dataLayer, path, n, k, root, held;
    for (i = 0; rows.length > i; i++) {
      row = rows[i];
      value = row[1];
      path = row[3];
      if (path) {
        held = undefined;
        try {
          value = root = value();
          for (k = 1; path.length > k; k++) value = value[path[k]];
          if (typeof value == "function" || value === "" || (value && value.nodeType)) value = undefined;
          if (root && (root.nodeType === 1 || root.namedItem || (root.frameElement && root.frameElement.ownerDocument === window.document))) {
            if (Object.prototype.hasOwnProperty.call(window, path[0]) || window[path[0]] !== root || path[path.length - 1] === "value") held = value;
            value = undefined;
          }
        } catch (e) { value = undefined; }
        for (n = (layer && layer.length) || 0; value === undefined && n--; ) {
          value = layer[n];
          for (k = 0; path.length > k && value != null; k++) {
            value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;
          }
        }
        if (value === undefined) value = held;
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
}
