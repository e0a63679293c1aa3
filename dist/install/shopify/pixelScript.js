import { MAX_KEEPALIVE_BODY, MAX_URL_LENGTH } from "../../protocol/limits.js";
import { NO_ORDER } from "../../protocol/orderId.js";
import { beaconFields } from "../beaconFields.js";
import { beaconAddress } from "../endpoint.js";
import { scriptLiteral } from "../escape.js";
import { InstallError } from "../installError.js";
import { MAX_MESSAGE_ID, ORDER_KEY } from "../orderMessageId.js";
import { pathSteps } from "../path.js";
import { fixedValue } from "../pixelCall.js";
import { QUERY_TEXT } from "./queryText.js";
const ORDER_ID = `  // Some shops say gid://shopify/OrderIdentity/1001 for what webhooks call 1001.
  const orderId = (id) => typeof id === "string" ? id.replace(/^gid:\\/\\/shopify\\/\\w+\\/(\\d+).*$/, "$1") : id;
`;
/** The custom pixel that writes the beacon of one event of Shopify's. */
export function pixelScript({ call, settings }, event) {
    const { route, fields } = beaconFields(call, {});
    const address = beaconAddress(settings, route);
    if (!/^https?:\/\//.test(address))
        throw new InstallError('settings.endpoint', 'Shopify needs a whole URL');
    const column = (value) => {
        if (value.source === 'fixed')
            return scriptLiteral(fixedValue(value));
        const read = `read(${scriptLiteral(pathSteps(value.value))}${value.isNumber ? ', true' : ''})`;
        return value.key === ORDER_KEY ? `orderId(${read})` : read;
    };
    const rows = call.values.map(value => `    [${scriptLiteral(value.key)}, ${column(value)}],`);
    const order = call.order === undefined
        ? ''
        : `  const isText = (id) => typeof id === "number" || typeof id === "string";
  const isOrder = (id) => isText(id) && !${NO_ORDER}.test(String(id).trim());
  if (isText(properties.${ORDER_KEY}) && !isOrder(properties.${ORDER_KEY})) delete properties.${ORDER_KEY};
  const order = properties.${ORDER_KEY}${event === 'checkout_completed' ? ' || orderId(read(["checkout", "order", "id"]))' : ''};
  const messageId = isOrder(order) ? (${scriptLiteral(call.order)} + String(order).trim()).slice(0, ${MAX_MESSAGE_ID}) : event.id;
`;
    const idCookie = settings.options.idCookie ?? 'tgp_id';
    return `analytics.subscribe(${scriptLiteral(event)}, async (event) => {
  // What the tag itself is made of: fields as a query, and a URL that is cut to fit.
  const { writeQuery, fitUrl } = ${QUERY_TEXT.replace(/\n/g, '\n  ')};
  const read = (path, isNumber) => {
    for (const root of [event, event.data, event.customData]) {
      let value = root;
      for (const key of path) value = value === null || value === undefined ? undefined : value[key];
      // Each sum of Shopify's has its currency beside it.
      if (isNumber && value && value.currencyCode) value = value.amount;
      if (value === null || value === undefined || typeof value === "function") continue;
      if (typeof value === "string" && !value.trim()) continue;
      return isNumber && typeof value === "string" && isFinite(value) ? Number(value) : value;
    }
  };
${`${rows}${order}`.includes('orderId(') ? ORDER_ID : ''}  let visitor = "";
  try {
    visitor = await browser.cookie.get(${scriptLiteral(idCookie)});
  } catch (error) {}
  const { document: doc, navigator: nav, window: win } = event.context;
  const { href, pathname, search } = doc.location;
  const page = { url: href, path: pathname, referrer: doc.referrer, title: doc.title, search };
  const properties = {${route === 'page' ? ' ...page ' : ''}};
  for (const [key, value] of [
${rows.join('\n')}
  ]) if (value !== undefined) properties[key] = value;
${order}  const query = writeQuery({
    writeKey: ${scriptLiteral(settings.writeKey)},
    messageId${call.order === undefined ? ': event.id' : ''},
    anonymousId: visitor || event.clientId || event.id,
    originalTimestamp: event.timestamp,
    sentAt: new Date().toISOString(),
    event: ${scriptLiteral(fields.event ?? null)},
    context: {
      library: { name: "tgp.shopify" },
      page,
      locale: nav.language,
      userAgent: nav.userAgent,
      screen: { width: win.screen && win.screen.width, height: win.screen && win.screen.height },
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      pixel: ${scriptLiteral(fields.context.pixel)},
    },
    properties,
  }, () => {});
  const path = ${scriptLiteral(address)};
  const url = path + "?" + query;
  const send = (to, body) => fetch(to, {
    method: body ? "POST" : "GET",
    body,
    keepalive: !body || body.length <= ${MAX_KEEPALIVE_BODY},
    mode: "no-cors",
    credentials: "omit",
  });
  if (url.length <= ${MAX_URL_LENGTH}) return send(url);
  try {
    await send(path, query);
  } catch (error) {
    await send(fitUrl(url, ${MAX_URL_LENGTH}));
  }
});`;
}
