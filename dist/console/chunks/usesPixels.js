import { TEXT } from '../main.js';
import { AD_FIELDS, AD_COLUMNS, AD_FILTERS } from './adParts.js';
import { pathWith, adRecords } from './when.js';
import { ownField } from './manage.js';
import { useSignal, a$1 as a, $ } from './preact.js';
import { chosenAccount } from './accountChoice.js';
import { useAnswer } from './useAnswer.js';

const T = TEXT.manage.picker;
/** Most pixels that are offered at once: the others are searched for. */
const OFFERED = 8;
/** The conversion pixels that a record uses, and others that it may. */
function PixelPicker({ id, describedBy, value: ids, set }) {
    const search = useSignal('');
    const own = { advertiser_code: chosenAccount.value, fields: 'id,name' };
    // Their names: a record has numbers alone.
    const used = useAnswer(ids.length ? pathWith('pixel', { ...own, id: ids.join(','), num_elements: 100 }) : null);
    const others = useAnswer(pathWith('pixel', {
        ...own,
        search: search.value,
        not_id: ids.join(','),
        sort: 'name',
        num_elements: OFFERED,
    }));
    const names = new Map(used.answer.value?.response.pixels.map(each => [each.id, each.name]));
    const nameOf = (pixel) => names.get(pixel) ?? String(pixel);
    const offered = others.answer.value?.response.pixels;
    return (a($, { children: [ids.length ? (a("ul", { class: "picked", children: ids.map(pixel => (a("li", { children: [a("span", { children: nameOf(pixel) }), a("button", { type: "button", "aria-label": T.takeOut(nameOf(pixel)), onClick: () => set(ids.filter(each => each !== pixel)), children: "\u00D7" })] }, pixel))) })) : (a("p", { class: "hint", children: T.none })), a("label", { for: id, children: T.find }), a("input", { id: id, type: "search", "aria-describedby": describedBy, maxlength: 255, autocomplete: "off", spellcheck: false, value: search.value, onInput: event => {
                    search.value = event.currentTarget.value;
                }, onKeyDown: event => {
                    // It searches as one types: the form is not meant.
                    if (event.key === 'Enter')
                        event.preventDefault();
                } }), offered?.length === 0 && a("p", { class: "hint", children: T.noPixels }), a("ul", { class: "picked", children: offered?.map(pixel => (a("li", { children: a("button", { type: "button", "aria-label": T.add(pixel.name), onClick: () => set([...ids, pixel.id]), children: ["+ ", pixel.name] }) }, pixel.id))) })] }));
}

/** A kind of record that uses conversion pixels: line items and campaigns. */
function usesPixels(name, path) {
    const text = TEXT.manage[name];
    const { lists, record, at } = adRecords(path, path, name);
    return {
        name,
        text,
        sort: 'created_on',
        ...lists,
        filters: AD_FILTERS,
        nameOf: each => each.name,
        columns: [
            { title: text.name, cell: each => each.name, sort: 'name' },
            { title: text.pixels, cell: ({ pixels }) => (pixels?.length ?? 0).toLocaleString() },
            ...AD_COLUMNS,
        ],
        record: {
            create: text.create,
            ...record,
            fields: () => [
                ...AD_FIELDS,
                ownField({
                    name: 'pixels',
                    label: text.pixels,
                    initial: [],
                    Input: PixelPicker,
                    read: row => row.pixels?.map(({ id }) => id) ?? [],
                    write: ids => (ids.length ? ids.map(id => ({ id })) : null),
                }),
            ],
            remove: { sure: each => text.sure(each.name), path: (account, { id }) => at(account, id) },
        },
    };
}

export { usesPixels };
