// Pages that nobody wrote for the tag: whatever they own, what they say is stored as on a clean page.

/** What a page says. */
export const CALL = `tgp('identify', 'u1', { plan: 'pro', tags: ['a', 'b'] });
tgp('track', 'bought', { text: 'x', number: 2, list: [1, 'b'], at: new Date(86400000) });`;

export const STORED = [
  { type: 'page', context: { page: { path: /./, url: /./ } } },
  {
    type: 'track',
    event: 'bought',
    userId: 'u1',
    context: { traits: { plan: 'pro', tags: ['a', 'b'] }, page: { url: /./ } },
    properties: { text: 'x', number: '2', list: ['1', 'b'] },
  },
];

export const html = (before: string, { after = '', call = CALL } = {}) =>
  `<!doctype html><title>Shop</title>${before}{{snippet}}${after}<script>${call}</script>`;

export const PROTOTYPES = ['String', 'Array', 'Object', 'Number', 'Function', 'Date', 'Boolean'];

// Mended when all has been sent, so that the test can ask the page: no driver does where these are not the platform's.
const whenSent = (mend: string) =>
  `{ let sent = 0; tgp('on', 'sent', () => { if (++sent === 2) { ${mend} } }); }`;
const withoutToJSON = whenSent(`for (const own of [${PROTOTYPES}]) delete own.prototype.toJSON;`);
const withPromise = whenSent('window.Promise = window.kept;');

/** What a page with this before the snippet says, and does afterwards. */
export const callOf = (before: string) =>
  (before.includes('toJSON') ? withoutToJSON : before.includes('window.kept') ? withPromise : '') + CALL;

const toJSON = PROTOTYPES.map(
  name => `${name}.prototype.toJSON = function () { return '"' + this + '"'; };`,
).join('\n');

// As Prototype 1.6 has them (2008): what they call is given a value and its place alone, and names come with inherited ones.
const listsOf2008 = `
  const list = Array.prototype;
  const keep = (values, is) => { const kept = []; for (let at = 0; at < values.length; at++) if (is(values[at], at)) kept.push(values[at]); return kept; };
  list.each = function (call) { for (let at = 0; at < this.length; at++) call(this[at], at); return this; };
  list.map = list.collect = function (call = value => value) { const made = []; this.each((value, at) => void made.push(call(value, at))); return made; };
  list.filter = list.findAll = list.select = function (is) { return keep(this, is); };
  list.find = list.detect = function (is) { return keep(this, is)[0]; };
  list.some = list.any = function (is = value => value) { return keep(this, is).length > 0; };
  list.every = list.all = function (is = value => value) { return keep(this, is).length === this.length; };
  list.entries = list.toArray = function () { return this.map(); };
  list.reduce = function () { return this.length > 1 ? this : this[0]; };
  list.label = 'a list';
  list.toJSON = function () { return '[' + this.join(', ') + ']'; };
  Object.keys = object => { const names = []; for (const name in object) names.push(name); return names; };
  Object.values = object => { const values = []; for (const name in object) values.push(object[name]); return values; };
  Function.prototype.bind = function (on, ...first) { const call = this; return function () { return call.apply(on, first.concat(...arguments)); }; };
  Array.from = from => from && from.toArray ? from.toArray() : [];`;

/** What is stored of a page, by what the page has before the snippet. */
export const PAGES: { [what: string]: string } = {
  'Function.prototype.run': `<script>Function.prototype.run = function () { return this.apply(null, arguments); };</script>`,
  'toJSON on every prototype': `<script>${toJSON}</script>`,
  'enumerable keys on every prototype': `<script>${PROTOTYPES.map(
    name => `${name}.prototype.extra = function () { window.called = true; }; ${name}.prototype.m = 'one';`,
  ).join('\n')}</script>`,
  'lists and names as Prototype 1.6 has them': `<script>${listsOf2008}</script>`,
  'a find that looks for a value': `<script>Array.prototype.find = function (value) { const at = this.indexOf(value); return at < 0 ? false : [at]; };</script>`,
  'dates as Datejs has them': `<script>Date.prototype.toISOString = function () { return '"' + this.getUTCFullYear() + '-01-01T00:00:00Z"'; };
    Date.prototype.toJSON = undefined;</script>`,
  'options and fields on every object': `<script>Object.assign(Object.prototype, { m: 'x', t: 1, type: 'js', messageId: 'm', to: 'nobody',
    callback: 1, pixel: 'p', transport: 'image', method: 'PUT', body: 'b', mode: 'no-cors', debug: true, endpoint: 'http://other.example', consent: 'denied' });</script>`,
  'an element tgp': '<div id="tgp"></div>',
  'elements tgp': '<div id="tgp"></div><a id="tgp"></a><a name="tgp"></a>',
  'a form tgp with a field tgp': '<form id="tgp"><input name="tgp"></form>',
  'a frame tgp': '<iframe name="tgp"></iframe>',
  'an element navigation': '<a id="n"></a><script>var navigation = document.getElementById("n");</script>',
  'a list navigation': '<script>var navigation = document.getElementsByTagName("a");</script>',
  'a function navigation': '<script>function navigation() {}</script>',
  'const URL': `<script>const URL = '/api';</script>`,
  'function URL': '<script>function URL() {}</script>',
  'class Blob': '<script>class Blob {}</script>',
  'class Map, const Set': '<script>class Map {} const Set = {}; let WeakMap = null;</script>',
  'class Promise': '<script>class Promise {}</script>',
  'function Promise': '<script>function Promise(work) { this.work = work; }</script>',
  'no Promise, and an element fonts':
    '<img name="fonts"><script>window.kept = window.Promise; window.Promise = undefined;</script>',
  'const Intl': '<script>const Intl = {};</script>',
  'function addEventListener': '<script>function addEventListener() {}</script>',
  'let screen': '<script>let screen = null;</script>',
  'var screen': '<script>var screen = null;</script>',
  'function fetch': '<script>function fetch() {}</script>',
  'no queueMicrotask': '<script>delete window.queueMicrotask</script>',
  'a function hasOwnProperty': `<script>function hasOwnProperty(object, name) { return Object.prototype.hasOwnProperty.call(object, name); }</script>`,
  'a function hasOwnProperty that asks of this':
    '<script>function hasOwnProperty(object, name) { return name in object && !(name in object.constructor.prototype); }</script>',
  'a page with a function that makes elements': `<script>const make = document.createElement; document.createElement = function () { return make.apply(document, arguments); };</script>`,
  'a console of the page’s own': '<script>const console = {};</script>',
  'what MooTools 1.2 has in place of JSON': '<script>window.JSON = { encode() {}, decode() {} };</script>',
  'a JSON.stringify that throws': `<script>JSON.stringify = () => { throw new Error('no'); };</script>`,
  'a JSON.stringify that gives nothing': '<script>JSON.stringify = () => undefined;</script>',
  'a user of another script': `<script>localStorage.tgp_user = '"u9"';</script>`,
  'a navigator behind a proxy':
    '<script>Object.defineProperty(window, "navigator", { value: new Proxy(navigator, {}) });</script>',
  'a navigator that throws':
    '<script>Object.defineProperty(window, "navigator", { value: new Proxy({}, { get() { throw new Error("no"); } }) });</script>',
  'an addEventListener that throws':
    '<script>EventTarget.prototype.addEventListener = () => { throw new Error("no"); };</script>',
  'setters on every object': `<script>for (const name of ['tgp_id', 'tgp_session', 'tgp_user', 'endpoint', 'url', 'text', 'plan', 'analytics', 'context', 'page', 'retried'])
    Object.defineProperty(Object.prototype, name, { get() {}, set() { throw new Error(name); } });</script>`,
  'no __proto__': '<script>delete Object.prototype.__proto__;</script>',
  'all that the language has frozen': `<script>for (const name of Object.getOwnPropertyNames(window)) {
      const value = Object.getOwnPropertyDescriptor(window, name).value;
      if (/^[A-Z]/.test(name) && value) Object.freeze(Object.freeze(value).prototype);
    }</script>`,
  'no crypto': '<script>Object.defineProperty(window, "crypto", { value: {} });</script>',
  'storage that throws': `<script>const no = () => { throw new Error('no'); };
    Object.defineProperty(window, 'localStorage', { value: new Proxy({}, { get: no, set: no, has: no, deleteProperty: no, ownKeys: no, getOwnPropertyDescriptor: no }) });</script>`,
  'storage that can’t be had': `<script>Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });</script>`,
  'cookies that can’t be had': `<script>Object.defineProperty(Document.prototype, 'cookie', { get() { throw new Error('no'); }, set() { throw new Error('no'); } });</script>`,
};
