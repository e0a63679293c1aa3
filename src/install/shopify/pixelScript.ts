import { BEACON_PATH } from '../../protocol/event.ts';
import { beaconFields } from '../beaconFields.ts';
import { endpointOf } from '../endpoint.ts';
import { scriptLiteral } from '../escape.ts';
import { InstallError } from '../installError.ts';
import { pathSteps } from '../path.ts';
import { fixedValue } from '../pixelCall.ts';
import type { Job } from '../platform.ts';

/** The custom pixel that writes the beacon of one event of Shopify's. */
export function pixelScript({ call, settings }: Job, event: string): string {
  const endpoint = endpointOf(settings);
  if (!/^https?:\/\//.test(endpoint))
    throw new InstallError('settings.endpoint', 'Shopify needs a whole URL');
  const { route, fields } = beaconFields(call, {});
  const rows = call.values.map(value => {
    const column =
      value.source === 'fixed'
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
