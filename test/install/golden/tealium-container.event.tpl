//~~tv:20010.20140827
//~~tc: Tealium Custom Container
try {
/* Start Tag Library Code */
STUB(window,document,"tgp","https://collect.example.com/tgp.js")("init","0123456789abcdef0123456789abcdef",{"autoPage":true});
/* End Tag Library Code */
(function (id, loader) {
  var u = {};
  utag.o[loader].sender[id] = u;
  u.ev = { "view": 1, "link": 1 };
  u.initialized = true;
  ##UTGEN##
  u.send = function (a, b) {
    if (!u.ev[a]) return;
    var c, d, e, f, i;
    u.data = {};
    /* Start Tag-Scoped Extensions Code */
    ##UTEXTEND##
    /* End Tag-Scoped Extensions Code */
    /* Start Mapping Code */
    u.data["revenue"] = b["order_total"];
    u.data["sku"] = b["product_sku"];
    for (d in u.map || {}) {
      if (Object.prototype.hasOwnProperty.call(u.map, d) && b[d] !== undefined && b[d] !== "") {
        e = u.map[d].split(",");
        for (f = 0; e.length > f; f++) u.data[e[f]] = b[d];
      }
    }
    /* End Mapping Code */
    /* Start Tag Sending Code */
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
  ["revenue", u.data["revenue"], 1, 2],
  ["currency", "EUR"],
  ["sku", u.data["sku"], 0, 1]
]);
}
    /* End Tag Sending Code */
  };
  utag.o[loader].loader.LOAD(id);
})("##UTID##", "##UTLOADERID##");
} catch (error) {
  utag.DB(error);
}