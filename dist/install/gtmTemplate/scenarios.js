import { scriptLiteral } from "../escape.js";
/** The scenarios that the template carries: Tag Manager's template editor runs them as its tests. */
export function scenarios(options) {
    const init = `'init', 'key', ${scriptLiteral(options)}`;
    const texts = SCENARIOS.map(([name, code]) => `- name: ${name}\n  code: |-\n${indent(code.replace('INIT', init), 4)}`);
    return `scenarios:\n${texts.join('\n')}\nsetup: |-\n${indent(SETUP, 2)}`;
}
const indent = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const SETUP = `let mark = 1;
let views;
let queue = [];
mock('copyFromWindow', key => key === 'tgp.tgp' ? mark : key === 'tgp.views' ? views : key === 'tgp.queue' ? queue : undefined);
mock('setInWindow', (key, value) => {
  views = value;
  return true;
});
mock('getUrl', () => 'https://shop.example/a#top');
mock('callInWindow', () => undefined);
mock('injectScript', (url, onSuccess) => onSuccess());`;
const SCENARIOS = [
    [
        'Starts the tag',
        `runCode({event: 'init', writeKey: 'key'});
assertApi('injectScript').wasCalled();
assertApi('callInWindow').wasCalledWith('tgp', INIT);
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Fires a page view',
        `runCode({event: 'page', writeKey: 'key', pixel: 'pix_1', properties: [{key: 'section', value: 'news'}]});
assertApi('callInWindow').wasCalledWith('tgp', 'page', {section: 'news'}, {pixel: 'pix_1', to: 'key'});
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Counts the page once, and tells of each pixel once',
        `runCode({event: 'page', writeKey: 'key', pixel: 'pix_1'});
runCode({event: 'page', writeKey: 'key', pixel: 'pix_2'});
assertApi('callInWindow').wasCalledWith('tgp', 'page', {}, {pixel: 'pix_1', to: 'key'});
assertApi('callInWindow').wasNotCalledWith('tgp', 'page', {}, {pixel: 'pix_2', to: 'key'});
assertApi('callInWindow').wasCalledWith('tgp', 'track', 'pix_2', {}, {pixel: 'pix_2', to: 'key'});`,
    ],
    [
        'Counts no page that the base code has counted',
        `queue = [{0: 'init', 1: 'key', 2: {autoPage: true}, u: 'https://shop.example/a'}];
runCode({event: 'page', writeKey: 'key', pixel: 'pix_1'});
assertApi('callInWindow').wasNotCalledWith('tgp', 'page', {}, {pixel: 'pix_1', to: 'key'});
assertApi('callInWindow').wasCalledWith('tgp', 'track', 'pix_1', {}, {pixel: 'pix_1', to: 'key'});
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Fires a conversion with its revenue as a number',
        `runCode({event: 'conversion', writeKey: 'key', conversionType: 'purchase', revenue: '59.90', currency: 'EUR'});
assertApi('callInWindow').wasCalledWith('tgp', 'conversion', 'purchase', {revenue: 59.9, currency: 'EUR'}, {to: 'key'});
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Leaves out what is missing',
        `runCode({event: 'microconversion', writeKey: 'key', conversionType: 'lead', properties: [{key: 'sku', value: undefined}]});
assertApi('callInWindow').wasCalledWith('tgp', 'microconversion', 'lead', {}, {to: 'key'});`,
    ],
    [
        'Gives an order the same id at each time',
        `runCode({event: 'conversion', writeKey: 'key', conversionType: 'purchase', properties: [{key: 'order_id', value: 7}, {key: 'coupon', value: ' '}]});
assertApi('callInWindow').wasCalledWith('tgp', 'conversion', 'purchase', {order_id: 7}, {to: 'key', messageId: 'key:purchase:7'});`,
    ],
    [
        "Leaves another script's tgp alone",
        `mark = undefined;
runCode({event: 'page', writeKey: 'key'});
assertApi('callInWindow').wasNotCalled();
assertApi('gtmOnFailure').wasCalled();`,
    ],
    [
        'Fails where the script is blocked',
        `mock('injectScript', (url, onSuccess, onFailure) => onFailure());
runCode({event: 'page', writeKey: 'key'});
assertApi('callInWindow').wasNotCalled();
assertApi('gtmOnFailure').wasCalled();`,
    ],
];
