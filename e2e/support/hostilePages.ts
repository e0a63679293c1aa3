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

// Taken away when all has been sent, so that the test can ask the page.
export const withoutToJSON = `let sent = 0; tgp('on', 'sent', () => { if (++sent === 2) for (const own of [${PROTOTYPES}]) delete own.prototype.toJSON; });`;

const toJSON = PROTOTYPES.map(
  name => `${name}.prototype.toJSON = function () { return '"' + this + '"'; };`,
).join('\n');

/** What is stored of a page, by what the page has before the snippet. */
export const PAGES: { [what: string]: string } = {
  'Function.prototype.run': `<script>Function.prototype.run = function () { return this.apply(null, arguments); };</script>`,
  'toJSON on every prototype': `<script>${toJSON}</script>`,
  'enumerable keys on every prototype': `<script>${PROTOTYPES.map(
    name => `${name}.prototype.extra = function () { window.called = true; }; ${name}.prototype.m = 'one';`,
  ).join('\n')}</script>`,
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
  'const Intl': '<script>const Intl = {};</script>',
  'function addEventListener': '<script>function addEventListener() {}</script>',
  'let screen': '<script>let screen = null;</script>',
  'var screen': '<script>var screen = null;</script>',
  'function fetch': '<script>function fetch() {}</script>',
  'no crypto': '<script>Object.defineProperty(window, "crypto", { value: {} });</script>',
  'storage that throws': `<script>const no = () => { throw new Error('no'); };
    Object.defineProperty(window, 'localStorage', { value: new Proxy({}, { get: no, set: no, has: no, deleteProperty: no, ownKeys: no, getOwnPropertyDescriptor: no }) });</script>`,
  'storage that can’t be had': `<script>Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });</script>`,
  'cookies that can’t be had': `<script>Object.defineProperty(Document.prototype, 'cookie', { get() { throw new Error('no'); }, set() { throw new Error('no'); } });</script>`,
};
