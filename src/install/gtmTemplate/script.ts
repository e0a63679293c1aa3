import { scriptLiteral } from '../escape.ts';
import { MAX_MESSAGE_ID, ORDER_KEY } from '../orderMessageId.ts';
import { VIEW_SCRIPT } from './viewScript.ts';

/**
 * The sandboxed script. It makes no stub: Tag Manager's own queue would go on queueing when the tag is there. The
 * tag's `tgp` carries a mark, and another vendor's doesn't.
 */
export const script = (
  scriptUrl: string,
  options: object,
): string => `const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const getType = require('getType');
const getUrl = require('getUrl');
const injectScript = require('injectScript');
const logToConsole = require('logToConsole');
const makeNumber = require('makeNumber');
const setInWindow = require('setInWindow');

const url = ${scriptLiteral(scriptUrl)};

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

${VIEW_SCRIPT}

const fire = () => {
  if (copyFromWindow('tgp.tgp') !== 1) {
    logToConsole('tgp: tgp() is taken by another script');
    return data.gtmOnFailure();
  }
  const init = ${scriptLiteral(options)};
  // Page views are tags of their own; without one, other code of the page may have the tag count them.
  if (data.event === 'page') init.autoPage = false;
  callInWindow('tgp', 'init', data.writeKey, init);
  const properties = {};
  const put = (key, value) => {
    if (value === undefined || value === null || (getType(value) === 'string' && !value.trim())) return;
    if (key === ${scriptLiteral(ORDER_KEY)} && isNoOrder(value)) return;
    properties[key] = value;
  };
  if (data.event === 'conversion') put('revenue', number(data.revenue));
  put('currency', data.currency);
  (data.properties || []).forEach(row => put(row.key, row.value));
  const options = {to: data.writeKey};
  if (data.pixel) options.pixel = data.pixel;
  const order = properties.${ORDER_KEY};
  if (data.event !== 'page' && (getType(order) === 'string' || getType(order) === 'number')) {
    options.messageId = (data.writeKey + ':' + data.conversionType + ':' + ('' + order).trim()).slice(0, ${MAX_MESSAGE_ID});
  }
  if (data.event === 'page') countView(properties, options);
  else if (data.event !== 'init') callInWindow('tgp', data.event, data.conversionType, properties, options);
  data.gtmOnSuccess();
};

injectScript(url, fire, data.gtmOnFailure, url);`;
