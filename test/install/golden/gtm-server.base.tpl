___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "CLIENT",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "tgp",
  "categories": [
    "ANALYTICS",
    "CONVERSIONS"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "tgp"
  },
  "description": "Takes the beacons of the tgp tag, gives them on to the collector and makes events of them.",
  "containerContexts": [
    "SERVER"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "collector",
    "displayName": "Collector",
    "simpleValueType": true,
    "defaultValue": "https://collect.example.com",
    "help": "Where beacons go on to. Another one must be in the permissions of the template too. Empty: nowhere, the container is all there is."
  },
  {
    "type": "TEXT",
    "name": "path",
    "displayName": "Path before the beacons",
    "simpleValueType": true,
    "defaultValue": "",
    "valueHint": "/data",
    "help": "Where the endpoint of the tag has a path."
  },
  {
    "type": "TEXT",
    "name": "ownPath",
    "displayName": "The tag's own path",
    "simpleValueType": true,
    "defaultValue": "",
    "valueHint": "garden",
    "help": "The path of the tag in the console, which its beacons have if init says so: {\"path\": \"garden\"}."
  }
]


___SANDBOXED_JS_FOR_SERVER___

const Object = require('Object');
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

const renamed = {"signup":"sign_up","lead":"generate_lead","download":"file_download"};

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
    } else if (character === '\\') {
      i++;
      name += path.charAt(i);
    } else if (character === ':' && name === '' && !isName) isName = true;
    else name += character;
  }
  return steps;
};

const put = (fields, path, value) => {
  const steps = stepsOf(path);
  if (steps.length > 100) return;
  for (let i = 0; i < steps.length; i++) {
    if (steps[i].name === '__proto__' || (steps[i].isIndex && steps[i].index > 999)) return;
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
  query.split('&').slice(0, 5000).forEach(pair => {
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
  if (path === "/pixel/v1/page" || (own && path === own + "v")) return 'page';
  if (path === "/pixel/v1/track" || (own && path === own + "e")) return 'track';
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

main();


___SERVER_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "read_request",
        "versionId": "1"
      },
      "param": [
        {
          "key": "requestAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        },
        {
          "key": "headerAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        },
        {
          "key": "queryParameterAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_response",
        "versionId": "1"
      },
      "param": [
        {
          "key": "writeResponseAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        },
        {
          "key": "writeHeaderAccess",
          "value": {
            "type": 1,
            "string": "any"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "return_response",
        "versionId": "1"
      },
      "param": []
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "run_container",
        "versionId": "1"
      },
      "param": []
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "send_http",
        "versionId": "1"
      },
      "param": [
        {
          "key": "allowedUrls",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://collect.example.com/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Makes an event of a beacon
  code: |-
    runCode(data);
    assertApi('claimRequest').wasCalled();
    assertApi('runContainer').wasCalled();
    assertApi('setPixelResponse').wasCalled();
    assertApi('returnResponse').wasCalled();
- name: Makes no event again of a beacon that the collector has told it of
  code: |-
    headers = {'content-type': 'image/gif', 'tgp-repeat': '1'};
    runCode(data);
    assertApi('runContainer').wasNotCalled();
    assertApi('setPixelResponse').wasCalled();
    assertApi('returnResponse').wasCalled();
- name: Leaves other requests alone
  code: |-
    path = '/g/collect';
    runCode(data);
    assertApi('claimRequest').wasNotCalled();
    assertApi('returnResponse').wasNotCalled();
- name: Says what the collector says
  code: |-
    status = 429;
    runCode(data);
    assertApi('runContainer').wasNotCalled();
    assertApi('setResponseStatus').wasCalledWith(429);
    assertApi('returnResponse').wasCalled();
- name: Takes nobody else for the collector
  code: |-
    status = 204;
    headers = {};
    runCode(data);
    assertApi('runContainer').wasNotCalled();
    assertApi('setResponseStatus').wasCalledWith(502);
    assertApi('returnResponse').wasCalled();
- name: Has the tag try again where the collector does not answer
  code: |-
    status = 0;
    runCode(data);
    assertApi('runContainer').wasNotCalled();
    assertApi('setResponseStatus').wasCalledWith(503);
- name: Refuses a beacon without a write key
  code: |-
    query = 'event=purchase';
    runCode(data);
    assertApi('sendHttpRequest').wasNotCalled();
    assertApi('setResponseStatus').wasCalledWith(401);
setup: |-
  const data = {collector: "https://collect.example.com", path: ''};
  let path = "/pixel/v1/track";
  let status = 200;
  let headers = {'content-type': 'image/gif'};
  let query = 'writeKey=k&event=purchase&messageId=m&anonymousId=a&properties.revenue=59.90&properties.products.0.sku=S1';
  mock('getRequestPath', () => path);
  mock('getRequestMethod', () => 'GET');
  mock('getRequestQueryString', () => query);
  mock('getRequestHeader', name => name === 'origin' ? 'https://shop.example' : undefined);
  mock('getRemoteAddress', () => '192.0.2.1');
  mock('sendHttpRequest', () => ({then: (done, failed) => status ? done({statusCode: status, headers: headers, body: ''}) : failed()}));
  mock('runContainer', (event, done) => done());


___NOTES___

Made by tgp.
