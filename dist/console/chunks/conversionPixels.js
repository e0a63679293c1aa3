import { a$1 as a, $ } from './preact.js';
import { CONVERSION_EVENTS } from './conversions2.js';
import { ownField, CopyText } from './manage.js';
import { AD_COLUMNS, AD_FILTERS, AD_FIELDS } from './adParts.js';
import { adRecords } from './when.js';
import { TEXT } from '../main.js';
import { imageCode, pixelUrl, scriptCode } from './pixelUrls.js';
import './accountChoice.js';
import './useAnswer.js';
import './problemLine.js';
import './fieldRow.js';
import './signedIn.js';
import './signIn.js';
import './form.js';

const T$1 = TEXT.manage['conversion-pixels'];
const TYPES = ['none', 'img', 'js'];
/** Longest address that the collector takes. */
const MAX_URL = 255;
function readPiggybacks(piggybacks) {
    const [first] = piggybacks ?? [];
    return first
        ? { type: first.pixel_type, urls: piggybacks.map(({ url }) => url) }
        : { type: 'none', urls: [] };
}
function writePiggybacks({ type, urls }) {
    if (type === 'none')
        return null;
    return urls.map(url => ({ url: url.trim(), pixel_type: type }));
}
/** The pixels of others that one fires. @param mayPublish whether scripts may be among them */
const Piggybacks = (mayPublish) => (mayPublish ? All : ImagesAlone);
const All = (props) => a(Input, { ...props, mayPublish: true });
const ImagesAlone = (props) => a(Input, { ...props, mayPublish: false });
function Input({ id, describedBy, value, set, problems, mayPublish }) {
    const { type, urls } = value;
    const isLocked = type === 'js' && !mayPublish;
    const choose = (next) => {
        if (next === 'none')
            set({ type: next, urls: [] });
        else
            set({ type: next, urls: next === 'img' ? [urls[0] ?? ''] : urls.length ? urls : [''] });
    };
    const setUrl = (at, url) => set({ type, urls: urls.map((each, other) => (other === at ? url : each)) });
    return (a($, { children: [a("label", { for: id, children: T$1.piggybackKind }), a("select", { id: id, "aria-describedby": describedBy, value: type, onChange: event => choose(event.currentTarget.value), children: TYPES.map(each => (a("option", { value: each, disabled: each === 'js' && !mayPublish, children: T$1.piggybackKinds[each] }, each))) }), !mayPublish && a("p", { class: "hint", children: TEXT.manage.noPublish }), urls.map((url, at) => {
                const problem = problems.find(({ field }) => field.startsWith(`piggyback_pixels.${at}.`))?.message;
                return (a("div", { class: "property", children: [a("div", { children: [a("label", { for: `${id}-${at}`, children: T$1.url(at + 1) }), a("input", { id: `${id}-${at}`, type: "url", inputmode: "url", maxlength: MAX_URL, autocomplete: "off", spellcheck: false, disabled: isLocked, "aria-invalid": problem ? true : undefined, "aria-describedby": `${id}-url-note`, value: url, onInput: event => setUrl(at, event.currentTarget.value) })] }), type === 'js' && !isLocked && (a("button", { type: "button", "aria-label": T$1.removeUrl(at + 1), onClick: () => {
                                const left = urls.filter((_, other) => other !== at);
                                set(left.length ? { type, urls: left } : { type: 'none', urls: [] });
                            }, children: "\u00D7" }))] }, at));
            }), type === 'js' && !isLocked && (a("button", { type: "button", onClick: () => set({ type, urls: [...urls, ''] }), children: T$1.addUrl })), type !== 'none' && (a($, { children: [a("p", { id: `${id}-url-note`, class: "hint", children: T$1.urlHint }), a("details", { children: [a("summary", { children: T$1.macros }), a("dl", { class: "facts", children: T$1.macroTable.map(([names, meaning]) => (a("div", { children: [a("dt", { children: a("code", { children: written(names) }) }), a("dd", { children: meaning })] }, names))) })] })] }))] }));
}
/** The names of macros, as an address has them. */
const written = (names) => names
    .split(' ')
    .map(name => `\${${name}}`)
    .join(' ');

const T = TEXT.manage['conversion-pixels'];
const { lists, record, at } = adRecords('pixel', 'pixel', 'pixels');
const EVENTS = [
    ['', T.noEvent],
    ...CONVERSION_EVENTS.map(({ id, name }) => [String(id), T.events[name] ?? name]),
];
const kind = {
    name: 'conversion-pixels',
    text: T,
    sort: 'created_on',
    ...lists,
    filters: AD_FILTERS,
    nameOf: ({ name }) => name,
    columns: [
        { title: T.name, cell: ({ name }) => name, sort: 'name' },
        {
            title: T.event,
            cell: ({ pixel_conversion_event: event }) => (event ? (T.events[event.name] ?? event.name) : T.noEvent),
            sort: 'pixel_conversion_event_id',
        },
        {
            title: T.piggybackKind,
            cell: ({ piggyback_pixels: fired }) => (fired ? fired.length.toLocaleString() : TEXT.manage.none),
            isExtra: true,
        },
        ...AD_COLUMNS,
    ],
    record: {
        create: T.create,
        ...record,
        fields: ({ publish }) => [
            ...AD_FIELDS.slice(0, 1),
            {
                name: 'pixel_conversion_event_id',
                label: T.event,
                hint: T.eventHint,
                is: 'choice',
                isNumber: true,
                options: EVENTS,
                initial: '7',
            },
            ...AD_FIELDS.slice(1),
            { name: 'trigger_type', label: T.trigger, is: 'choice', options: Object.entries(T.triggers) },
            { name: 'post_click_expire_mins', label: T.clickExpire, hint: T.clickExpireHint, is: 'number' },
            { name: 'post_view_expire_mins', label: T.viewExpire, hint: T.viewExpireHint, is: 'number' },
            { name: 'min_minutes_per_conv', label: T.minMinutes, hint: T.minMinutesHint, is: 'number' },
            { name: 'post_click_value', label: T.clickValue, hint: T.valueHint, is: 'number' },
            { name: 'post_view_value', label: T.viewValue, hint: T.valueHint, is: 'number' },
            { name: 'landings_count', label: T.landings, hint: T.landingsHint, is: 'flag', initial: true },
            ownField({
                name: 'piggyback_pixels',
                label: T.piggybacks,
                initial: { type: 'none', urls: [] },
                Input: Piggybacks(publish),
                read: each => readPiggybacks(each.piggyback_pixels),
                write: writePiggybacks,
            }),
        ],
        remove: {
            sure: ({ name }) => T.sure(name),
            path: (account, { id }) => at(account, id),
        },
        beside: Install,
    },
};
function Install({ row }) {
    const values = { order_id: 'ORDER', value: '59.90' };
    const { line_items: lineItems, campaigns } = row;
    return (a($, { children: [a("h3", { children: T.install }), a("p", { class: "hint", children: T.installIntro }), a(CopyText, { title: T.image, text: imageCode(pixelUrl('px', { id: row.id, t: 2, ...values })) }), a(CopyText, { title: T.script, text: scriptCode(pixelUrl('px', { id: row.id, t: 1, ...values })) }), a(CopyText, { title: T.redirect, text: pixelUrl('px', { id: row.id, ...values, redir: 'https://shop.example/thanks' }) }), a("p", { class: "hint", children: T.redirectHint }), (lineItems || campaigns) && (a($, { children: [a("h3", { children: T.usedBy }), a("ul", { children: [lineItems && a("li", { children: T.lineItems(lineItems.map(({ name }) => name).join(', ')) }), campaigns && a("li", { children: T.campaigns(campaigns.map(({ id }) => id).join(', ')) })] })] }))] }));
}

export { kind };
