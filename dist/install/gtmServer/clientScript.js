import { CONVERSION_TYPES } from "../../protocol/conversions.js";
import { BEACON_PATH } from "../../protocol/event.js";
import { MAX_DEPTH, MAX_INDEX, MAX_KEYS } from "../../protocol/limits.js";
import { OWN_NAMES } from "../../protocol/ownPath.js";
import { scriptLiteral } from "../escape.js";
import { ga4Event } from "../gtm/ga4.js";
const RENAMED = CONVERSION_TYPES.map(({ value }) => [value, ga4Event(value)]).filter(([own, ga4]) => own !== ga4);
/**
 * The sandboxed script of the client. The sandbox has neither regular expressions nor `new`, so that it reads the
 * query's notation character by character. An event is the container's only when the collector has taken it: the tag
 * sends what is refused again, and the container would count it twice. What it sends again since no answer reached the page, the
 * collector knows, and says so to who asks by `Tgp-Relay`. The browser is answered after the container's tags: they may set cookies.
 */
export const clientScript = () => `const Object = require('Object');
const claimRequest = require('claimRequest');
const decodeUriComponent = require('decodeUriComponent');
const getRemoteAddress = require('getRemoteAddress');
const getRequestBody = require('getRequestBody');
const getRequestHeader = require('getRequestHeader');
const getRequestMethod = require('getRequestMethod');
const getRequestPath = require('getRequestPath');
const getRequestQueryString = require('getRequestQueryString');
const getType = require('getType');
const makeNumber = require('makeNumber');
const returnResponse = require('returnResponse');
const runContainer = require('runContainer');
const sendHttpRequest = require('sendHttpRequest');
const setPixelResponse = require('setPixelResponse');
const setResponseBody = require('setResponseBody');
const setResponseHeader = require('setResponseHeader');
const setResponseStatus = require('setResponseStatus');

const renamed = ${scriptLiteral(Object.fromEntries(RENAMED))};

const isOwn = (object, key) => Object.keys(object).indexOf(key) >= 0;

// The steps of a path: a backslash takes the next character as it is, a colon before a step makes it a name.
const stepsOf = path => {
  const steps = [];
  let name = '';
  let isName = false;
  for (let i = 0; i <= path.length; i++) {
    const character = path.charAt(i);
    if (i === path.length || character === '.') {
      const number = makeNumber(name);
      const isIndex = !isName && name !== '' && name.trim() === name && number >= 0 && number === number && (number + '') === name;
      steps.push({name: name, isIndex: isIndex, index: number});
      name = '';
      isName = false;
    } else if (character === '\\\\') {
      i++;
      name += path.charAt(i);
    } else if (character === ':' && name === '' && !isName) isName = true;
    else name += character;
  }
  return steps;
};

const put = (fields, path, value) => {
  const steps = stepsOf(path);
  if (steps.length > ${MAX_DEPTH}) return;
  for (let i = 0; i < steps.length; i++) {
    if (steps[i].name === '__proto__' || (steps[i].isIndex && steps[i].index > ${MAX_INDEX})) return;
  }
  let parent = fields;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    const inList = getType(parent) === 'array';
    if (inList && !step.isIndex) return;
    const key = inList ? step.index : step.name;
    const known = inList ? parent[key] : isOwn(parent, key) ? parent[key] : undefined;
    if (i === steps.length - 1) {
      if (known === undefined) parent[key] = value;
      return;
    }
    const kind = getType(known);
    if (kind === 'object' || kind === 'array') parent = known;
    else if (known === undefined || known === null) {
      parent[key] = steps[i + 1].isIndex ? [] : {};
      parent = parent[key];
    } else return;
  }
};

const decode = text => decodeUriComponent(text.split('+').join(' '));

const read = query => {
  const fields = {};
  query.split('&').slice(0, ${MAX_KEYS}).forEach(pair => {
    const at = pair.indexOf('=');
    const key = decode(at < 0 ? pair : pair.substring(0, at));
    const value = at < 0 ? '' : decode(pair.substring(at + 1));
    if (key && value !== undefined) put(fields, key, value);
  });
  return fields;
};

const number = value => {
  const parsed = makeNumber(value);
  return getType(value) === 'string' && value.trim() && parsed === parsed ? parsed : value;
};

const own = (fields, path) => {
  let value = fields;
  path.split('.').forEach(step => {
    value = getType(value) === 'object' && isOwn(value, step) ? value[step] : undefined;
  });
  return value;
};

const itemOf = product => {
  const item = {};
  Object.keys(product).forEach(key => {
    if (key === 'price' || key === 'quantity' || key === 'discount') item[key] = number(product[key]);
    else if (key === 'name' || key === 'brand' || key === 'category' || key === 'variant') item['item_' + key] = product[key];
    else item[key] = product[key];
  });
  const id = own(product, 'sku') || own(product, 'product_id') || own(product, 'id');
  if (item.item_id === undefined && id !== undefined) item.item_id = id;
  return item;
};

const eventOf = (fields, isPage) => {
  const event = {};
  const set = (key, value) => {
    if (value !== undefined && value !== null && value !== '') event[key] = value;
  };
  const properties = own(fields, 'properties') || {};
  Object.keys(properties).forEach(key => set(key, properties[key]));
  const list = own(properties, 'items') || own(properties, 'products');
  if (getType(list) === 'array') set('items', list.filter(each => getType(each) === 'object').map(itemOf));
  ['value', 'tax', 'shipping'].forEach(key => set(key, number(own(properties, key))));
  set('value', number(own(properties, 'revenue')));
  set('transaction_id', own(properties, 'order_id'));
  const type = own(fields, 'event');
  event.event_name = isPage ? 'page_view' : isOwn(renamed, type) ? renamed[type] : type;
  set('event_id', own(fields, 'messageId'));
  set('client_id', own(fields, 'anonymousId'));
  set('user_id', own(fields, 'userId'));
  set('page_location', own(fields, 'context.page.url'));
  set('page_path', own(fields, 'context.page.path'));
  set('page_referrer', own(fields, 'context.page.referrer'));
  set('page_title', own(fields, 'context.page.title'));
  set('language', own(fields, 'context.locale'));
  set('ip_override', getRemoteAddress());
  set('user_agent', own(fields, 'context.userAgent') || getRequestHeader('user-agent'));
  const width = own(fields, 'context.screen.width');
  const height = own(fields, 'context.screen.height');
  if (width && height) event.screen_resolution = width + 'x' + height;
  event['x-tgp-event'] = isPage ? 'page' : type;
  set('x-tgp-pixel', own(fields, 'context.pixel.id'));
  set('x-tgp-write_key', own(fields, 'writeKey'));
  const granted = own(fields, 'context.consentManagement.allowedConsentIds');
  const denied = own(fields, 'context.consentManagement.deniedConsentIds');
  ['analytics', 'ads'].forEach(category => {
    if (getType(granted) === 'array' && granted.indexOf(category) >= 0) event['x-tgp-consent_' + category] = 'granted';
    if (getType(denied) === 'array' && denied.indexOf(category) >= 0) event['x-tgp-consent_' + category] = 'denied';
  });
  return event;
};

const allow = () => {
  const origin = getRequestHeader('origin');
  setResponseHeader('Cache-Control', 'no-store');
  if (!origin) return;
  setResponseHeader('Vary', 'Origin');
  setResponseHeader('Access-Control-Allow-Origin', origin);
  setResponseHeader('Access-Control-Allow-Credentials', 'true');
  setResponseHeader('Access-Control-Expose-Headers', 'Retry-After');
};

const refuse = (status, body, retryAfter) => {
  allow();
  if (retryAfter) setResponseHeader('Retry-After', retryAfter);
  // A reason may have a sender's text in it, and is no page of the site's.
  setResponseHeader('Content-Type', 'text/plain; charset=utf-8');
  setResponseHeader('X-Content-Type-Options', 'nosniff');
  setResponseStatus(status);
  setResponseBody(body);
  returnResponse();
};

const confirm = () => {
  setPixelResponse();
  allow();
  returnResponse();
};

const accept = (fields, isPage) => runContainer(eventOf(fields, isPage), confirm);

// A path as people write it: data, /data, /data/.
const below = path => {
  const text = (path || '').trim().split('/').filter(step => step).join('/');
  return text && '/' + text;
};

// The collector's word that it has the event: its image, or OK; a RudderStack server gives the same, and the tag asks for no
// less. Anything else is somebody else's.
const isTaken = answer => {
  const type = (answer.headers['content-type'] || '').toLowerCase();
  return answer.statusCode === 200 && (type.indexOf('image/gif') === 0 || answer.body === 'OK');
};

// The tag's names for its routes: RudderStack's, and the short ones below a path of its own.
const routeOf = path => {
  const own = below(data.ownPath) && below(data.ownPath) + '/';
  if (path === ${scriptLiteral(`${BEACON_PATH}page`)} || (own && path === own + ${scriptLiteral(OWN_NAMES.page)})) return 'page';
  if (path === ${scriptLiteral(`${BEACON_PATH}track`)} || (own && path === own + ${scriptLiteral(OWN_NAMES.track)})) return 'track';
};

const main = () => {
  const prefix = below(data.path);
  const whole = getRequestPath();
  const path = whole.indexOf(prefix) === 0 ? whole.substring(prefix.length) : '';
  const route = routeOf(path);
  const method = getRequestMethod();
  if (!route || (method !== 'GET' && method !== 'POST' && method !== 'OPTIONS')) return;
  claimRequest();
  if (method === 'OPTIONS') {
    allow();
    setResponseHeader('Access-Control-Allow-Methods', 'GET, POST');
    setResponseHeader('Access-Control-Allow-Headers', 'Content-Type');
    setResponseStatus(204);
    return returnResponse();
  }
  const body = method === 'POST' ? getRequestBody() || '' : '';
  const query = getRequestQueryString() || '';
  const fields = read(body || query);
  if (!own(fields, 'writeKey')) return refuse(401, 'writeKey is missing');
  if (route === 'track' && !own(fields, 'event')) return refuse(400, 'event is missing');
  const address = (data.collector || '').trim();
  const collector = address.charAt(address.length - 1) === '/' ? address.substring(0, address.length - 1) : address;
  if (!collector) return accept(fields, route === 'page');
  const headers = {
    'Accept': 'image/gif',
    'Tgp-Relay': '1',
    'User-Agent': getRequestHeader('user-agent') || 'tgp',
    'X-Forwarded-For': getRemoteAddress(),
  };
  ['origin', 'referer', 'content-type', 'sec-gpc', 'dnt'].forEach(name => {
    const value = getRequestHeader(name);
    if (value) headers[name] = value;
  });
  const to = collector + path + (query ? '?' + query : '');
  sendHttpRequest(to, {method: method, headers: headers, timeout: 5000}, body || undefined).then(
    answer => {
      if (!isTaken(answer)) {
        if (answer.statusCode < 400) return refuse(502, 'this is no collector');
        return refuse(answer.statusCode, answer.body, answer.headers['retry-after']);
      }
      // The container has run for it.
      if (answer.headers['tgp-repeat']) return confirm();
      accept(fields, route === 'page');
    },
    () => refuse(503, 'the collector does not answer', '5')
  );
};

main();`;
