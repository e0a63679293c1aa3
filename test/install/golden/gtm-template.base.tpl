___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
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
  "description": "Loads the tgp tag and fires page views, conversions and microconversions.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "writeKey",
    "displayName": "Write key",
    "simpleValueType": true,
    "defaultValue": "0123456789abcdef0123456789abcdef",
    "alwaysInSummary": true,
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ]
  },
  {
    "type": "SELECT",
    "name": "event",
    "displayName": "Event",
    "simpleValueType": true,
    "defaultValue": "page",
    "alwaysInSummary": true,
    "macrosInSelect": false,
    "selectItems": [
      {
        "value": "page",
        "displayValue": "Page view"
      },
      {
        "value": "conversion",
        "displayValue": "Conversion"
      },
      {
        "value": "microconversion",
        "displayValue": "Microconversion"
      },
      {
        "value": "init",
        "displayValue": "None: only load the tag"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "conversionType",
    "displayName": "Conversion type",
    "simpleValueType": true,
    "valueHint": "purchase",
    "enablingConditions": [
      {
        "paramName": "event",
        "paramValue": "conversion",
        "type": "EQUALS"
      },
      {
        "paramName": "event",
        "paramValue": "microconversion",
        "type": "EQUALS"
      }
    ],
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "revenue",
    "displayName": "Revenue",
    "simpleValueType": true,
    "enablingConditions": [
      {
        "paramName": "event",
        "paramValue": "conversion",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "currency",
    "displayName": "Currency",
    "simpleValueType": true,
    "valueHint": "EUR",
    "enablingConditions": [
      {
        "paramName": "event",
        "paramValue": "page",
        "type": "EQUALS"
      },
      {
        "paramName": "event",
        "paramValue": "conversion",
        "type": "EQUALS"
      },
      {
        "paramName": "event",
        "paramValue": "microconversion",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "SIMPLE_TABLE",
    "name": "properties",
    "displayName": "Properties",
    "newRowButtonText": "Add property",
    "enablingConditions": [
      {
        "paramName": "event",
        "paramValue": "page",
        "type": "EQUALS"
      },
      {
        "paramName": "event",
        "paramValue": "conversion",
        "type": "EQUALS"
      },
      {
        "paramName": "event",
        "paramValue": "microconversion",
        "type": "EQUALS"
      }
    ],
    "simpleTableColumns": [
      {
        "name": "key",
        "displayName": "Name",
        "type": "TEXT",
        "defaultValue": "",
        "isUnique": true,
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          }
        ]
      },
      {
        "name": "value",
        "displayName": "Value",
        "type": "TEXT",
        "defaultValue": ""
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "pixel",
    "displayName": "Saved pixel",
    "simpleValueType": true,
    "valueHint": "pix_…",
    "help": "The id of the saved pixel, by which its events are counted."
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const getType = require('getType');
const getUrl = require('getUrl');
const injectScript = require('injectScript');
const logToConsole = require('logToConsole');
const makeNumber = require('makeNumber');
const setInWindow = require('setInWindow');

const url = "https://collect.example.com/tgp.js";

const number = value => {
  const parsed = makeNumber(value);
  return getType(value) === 'string' && value.trim() && parsed === parsed ? parsed : value;
};

// What programs and templates write where there is nothing: it would be the order of everyone.
const isNoOrder = value => {
  if (getType(value) !== 'string' && getType(value) !== 'number') return false;
  const text = ('' + value).trim();
  const start = text.slice(0, 2);
  const end = text.charAt(text.length - 1);
  return ['undefined', 'null', 'nan', 'infinity', '-infinity', 'none', 'true', 'false'].indexOf(text.toLowerCase()) >= 0 ||
    (end === ']' && text.slice(0, 8).toLowerCase() === '[object ') ||
    (end === '}' && ['{' + '{', '$' + '{'].indexOf(start) >= 0);
};

// An anchor has no page of its own, but #/ and #! have.
const address = url => {
  const parts = url.split('#');
  let result = parts[0];
  for (let i = 1; i < parts.length && (parts[i].charAt(0) === '/' || parts[i].charAt(0) === '!'); i++) {
    result = result + '#' + parts[i];
  }
  return result;
};

const countView = (properties, options) => {
  const here = address(getUrl());
  const id = '.' + data.pixel;
  const views = copyFromWindow('tgp.views') || {};
  let view = views['.' + data.writeKey];
  let all = view && view.all;
  let made = false;
  let isNew = false;
  (copyFromWindow('tgp.queue') || []).forEach(call => {
    if (!call || call[0] !== 'init' || call[1] !== data.writeKey) return;
    const auto = call[2] && call[2].autoPage;
    if (auto === 'spa') all = true;
    else if (auto && !view && (getType(call.u) !== 'string' || address(call.u) === here)) made = true;
  });
  if (!view || view.url !== here) {
    view = {url: here, all: all, told: {}};
    isNew = !made && !all;
  }
  if (view.told[id]) return;
  view.told[id] = 1e9;
  if (!all) view.by = view.by || id;
  views['.' + data.writeKey] = view;
  setInWindow('tgp.views', views, true);
  if (isNew) callInWindow('tgp', 'page', properties, options);
  else if (data.pixel) callInWindow('tgp', 'track', data.pixel, properties, options);
};

const fire = () => {
  if (copyFromWindow('tgp.tgp') !== 1) {
    logToConsole('tgp: tgp() is taken by another script');
    return data.gtmOnFailure();
  }
  const init = {};
  // Page views are tags of their own; without one, other code of the page may have the tag count them.
  if (data.event === 'page') init.autoPage = false;
  callInWindow('tgp', 'init', data.writeKey, init);
  const properties = {};
  const put = (key, value) => {
    if (value === undefined || value === null || (getType(value) === 'string' && !value.trim())) return;
    if (key === "order_id" && isNoOrder(value)) return;
    properties[key] = value;
  };
  if (data.event === 'conversion') put('revenue', number(data.revenue));
  put('currency', data.currency);
  (data.properties || []).forEach(row => put(row.key, row.value));
  const options = {to: data.writeKey};
  if (data.pixel) options.pixel = data.pixel;
  const order = properties.order_id;
  if (data.event !== 'page' && (getType(order) === 'string' || getType(order) === 'number')) {
    options.messageId = (data.writeKey + ':' + data.conversionType + ':' + ('' + order).trim()).slice(0, 255);
  }
  if (data.event === 'page') countView(properties, options);
  else if (data.event !== 'init') callInWindow('tgp', data.event, data.conversionType, properties, options);
  data.gtmOnSuccess();
};

injectScript(url, fire, data.gtmOnFailure, url);


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tgp"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tgp.tgp"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tgp.queue"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "tgp.views"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
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
  },
  {
    "instance": {
      "key": {
        "publicId": "get_url",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urlParts",
          "value": {
            "type": 1,
            "string": "any"
          }
        },
        {
          "key": "queriesAllowed",
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
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://collect.example.com/tgp.js"
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
  },
  {
    "instance": {
      "key": {
        "publicId": "logging",
        "versionId": "1"
      },
      "param": [
        {
          "key": "environments",
          "value": {
            "type": 1,
            "string": "debug"
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
- name: Starts the tag
  code: |-
    runCode({event: 'init', writeKey: 'key'});
    assertApi('injectScript').wasCalled();
    assertApi('callInWindow').wasCalledWith('tgp', 'init', 'key', {});
    assertApi('gtmOnSuccess').wasCalled();
- name: Fires a page view
  code: |-
    runCode({event: 'page', writeKey: 'key', pixel: 'pix_1', properties: [{key: 'section', value: 'news'}]});
    assertApi('callInWindow').wasCalledWith('tgp', 'page', {section: 'news'}, {pixel: 'pix_1', to: 'key'});
    assertApi('gtmOnSuccess').wasCalled();
- name: Counts the page once, and tells of each pixel once
  code: |-
    runCode({event: 'page', writeKey: 'key', pixel: 'pix_1'});
    runCode({event: 'page', writeKey: 'key', pixel: 'pix_2'});
    assertApi('callInWindow').wasCalledWith('tgp', 'page', {}, {pixel: 'pix_1', to: 'key'});
    assertApi('callInWindow').wasNotCalledWith('tgp', 'page', {}, {pixel: 'pix_2', to: 'key'});
    assertApi('callInWindow').wasCalledWith('tgp', 'track', 'pix_2', {}, {pixel: 'pix_2', to: 'key'});
- name: Counts no page that the base code has counted
  code: |-
    queue = [{0: 'init', 1: 'key', 2: {autoPage: true}, u: 'https://shop.example/a'}];
    runCode({event: 'page', writeKey: 'key', pixel: 'pix_1'});
    assertApi('callInWindow').wasNotCalledWith('tgp', 'page', {}, {pixel: 'pix_1', to: 'key'});
    assertApi('callInWindow').wasCalledWith('tgp', 'track', 'pix_1', {}, {pixel: 'pix_1', to: 'key'});
    assertApi('gtmOnSuccess').wasCalled();
- name: Fires a conversion with its revenue as a number
  code: |-
    runCode({event: 'conversion', writeKey: 'key', conversionType: 'purchase', revenue: '59.90', currency: 'EUR'});
    assertApi('callInWindow').wasCalledWith('tgp', 'conversion', 'purchase', {revenue: 59.9, currency: 'EUR'}, {to: 'key'});
    assertApi('gtmOnSuccess').wasCalled();
- name: Leaves out what is missing
  code: |-
    runCode({event: 'microconversion', writeKey: 'key', conversionType: 'lead', properties: [{key: 'sku', value: undefined}]});
    assertApi('callInWindow').wasCalledWith('tgp', 'microconversion', 'lead', {}, {to: 'key'});
- name: Gives an order the same id at each time
  code: |-
    runCode({event: 'conversion', writeKey: 'key', conversionType: 'purchase', properties: [{key: 'order_id', value: 7}, {key: 'coupon', value: ' '}]});
    assertApi('callInWindow').wasCalledWith('tgp', 'conversion', 'purchase', {order_id: 7}, {to: 'key', messageId: 'key:purchase:7'});
- name: Leaves another script's tgp alone
  code: |-
    mark = undefined;
    runCode({event: 'page', writeKey: 'key'});
    assertApi('callInWindow').wasNotCalled();
    assertApi('gtmOnFailure').wasCalled();
- name: Fails where the script is blocked
  code: |-
    mock('injectScript', (url, onSuccess, onFailure) => onFailure());
    runCode({event: 'page', writeKey: 'key'});
    assertApi('callInWindow').wasNotCalled();
    assertApi('gtmOnFailure').wasCalled();
setup: |-
  let mark = 1;
  let views;
  let queue = [];
  mock('copyFromWindow', key => key === 'tgp.tgp' ? mark : key === 'tgp.views' ? views : key === 'tgp.queue' ? queue : undefined);
  mock('setInWindow', (key, value) => {
    views = value;
    return true;
  });
  mock('getUrl', () => 'https://shop.example/a#top');
  mock('callInWindow', () => undefined);
  mock('injectScript', (url, onSuccess) => onSuccess());


___NOTES___

Made by tgp.
