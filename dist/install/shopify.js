import { BEACON_PATH } from "../protocol/event.js";
import { beaconFields } from "./beaconFields.js";
import { endpointOf } from "./endpoint.js";
import { scriptLiteral } from "./escape.js";
import { InstallError } from "./installError.js";
import { pathSteps } from "./path.js";
import { fixedValue } from "./pixelCall.js";
/** Shopify's names for what it publishes itself. All others the theme publishes, under the conversion type. */
const EVENTS = {
    purchase: 'checkout_completed',
    add_to_cart: 'product_added_to_cart',
    begin_checkout: 'checkout_started',
};
const eventOf = (type) => type === undefined ? 'page_viewed' : Object.hasOwn(EVENTS, type) ? EVENTS[type] : type;
/**
 * A custom pixel. It runs in a sandboxed frame of no origin: no cookies, no localStorage, another URL. The tag would
 * make a new visitor of each event there, so the pixel writes the beacon itself, from what Shopify hands it.
 */
export const shopifyCode = job => {
    const { call } = job;
    const event = eventOf(call.type);
    const isOwn = event !== 'page_viewed' && !Object.values(EVENTS).includes(event);
    return {
        language: 'javascript',
        base_code: '',
        event_code: pixelScript(job, event),
        notes: [
            'Settings > Customer events > Add custom pixel: replace all of the code by this. Save, then Connect.',
            'Permission: Required, Analytics (and Marketing, if the events feed ads), so that Shopify asks the visitor.',
            ...(isOwn
                ? [
                    `Shopify has no such event: the theme publishes it, Shopify.analytics.publish(${JSON.stringify(event)}, {…}).`,
                ]
                : []),
            'Visitors are those of the tag in the theme where there is one, else those of Shopify. An event that comes twice counts once.',
        ],
    };
};
function pixelScript({ call, settings }, event) {
    const endpoint = endpointOf(settings);
    if (!/^https?:\/\//.test(endpoint))
        throw new InstallError('settings.endpoint', 'Shopify needs a whole URL');
    const { route, fields } = beaconFields(call, {});
    const rows = call.values.map(value => {
        const column = value.source === 'fixed'
            ? scriptLiteral(fixedValue(value))
            : `read(${scriptLiteral(pathSteps(value.value))}${value.isNumber ? ', true' : ''})`;
        return `    [${scriptLiteral(value.key)}, ${column}],`;
    });
    const idCookie = settings.options.idCookie ?? 'tgp_id';
    return `analytics.subscribe(${scriptLiteral(event)}, async (event) => {
  const read = (path, isNumber) => {
    for (const root of [event, event.data, event.customData]) {
      let value = root;
      for (const key of path) value = value === null || value === undefined ? undefined : value[key];
      if (value === null || value === undefined || typeof value === "function") continue;
      return isNumber && typeof value === "string" && value.trim() && isFinite(value) ? Number(value) : value;
    }
  };
  const segment = (key, isRoot) =>
    (!isRoot && /^(\\d+|-1|)$/.test(key) ? ":" : "") + key.replace(/[\\\\.*?|#@]|^[:[{!]/g, "\\\\$&");
  const flatten = (value, path) => {
    if (value === null || value === undefined || (typeof value === "number" && !isFinite(value))) return [];
    if (Object(value) === value) {
      return Object.keys(value).flatMap((key) =>
        flatten(value[key], path + (path && ".") + (Array.isArray(value) ? key : segment(key, !path))));
    }
    return [[path, String(value)].map((text) => encodeURIComponent(text.replace(/[\\ud800-\\udfff]/gu, "\\ufffd"))).join("=")];
  };
  let visitor = "";
  try {
    visitor = await browser.cookie.get(${scriptLiteral(idCookie)});
  } catch (error) {}
  const { document: doc, navigator: nav, window: win } = event.context;
  const page = { url: doc.location.href, path: doc.location.pathname, referrer: doc.referrer, title: doc.title };
  const properties = {${route === 'page' ? ' ...page ' : ''}};
  for (const [key, value] of [
${rows.join('\n')}
  ]) if (value !== undefined) properties[key] = value;
  const query = flatten({
    writeKey: ${scriptLiteral(settings.writeKey)},
    messageId: event.id,
    anonymousId: visitor || event.clientId || event.id,
    originalTimestamp: event.timestamp,
    sentAt: new Date().toISOString(),
    event: ${scriptLiteral(fields.event ?? null)},
    context: {
      library: { name: "tgp.shopify" },
      page: { ...page, search: doc.location.search },
      locale: nav.language,
      userAgent: nav.userAgent,
      screen: { width: win.screen && win.screen.width, height: win.screen && win.screen.height },
      pixel: ${scriptLiteral(fields.context.pixel)},
    },
    properties,
  }, "").join("&");
  const url = ${scriptLiteral(`${endpoint}${BEACON_PATH}${route}`)};
  const isLong = url.length + query.length > 7999;
  fetch(isLong ? url : url + "?" + query, {
    method: isLong ? "POST" : "GET",
    body: isLong ? query : undefined,
    keepalive: true,
    mode: "no-cors",
    credentials: "omit",
  });
});`;
}
