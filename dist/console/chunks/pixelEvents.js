import { a$1 as a, $ } from './preact.js';
import { kindNamed } from './kinds.js';
import { CopyText } from './manage.js';
import { pathWith, when, PAGE_SIZE, nextOf } from './when.js';
import { ProblemLine } from './problemLine.js';
import { useAnswer } from './useAnswer.js';
import { TEXT } from '../main.js';
import './accountChoice.js';
import './fieldRow.js';
import './signedIn.js';
import './signIn.js';
import './form.js';

const PIXEL_EVENTS = [
    { value: 'page_view', label: 'Page View' },
    { value: 'purchase', label: 'Purchase' },
    { value: 'custom', label: 'Custom Event' },
    { value: 'add_to_cart', label: 'Add to Cart' },
    { value: 'add_to_wishlist', label: 'Add to Wishlist' },
    { value: 'customize_product', label: 'Customize Product' },
    { value: 'initiate_checkout', label: 'Initiate Checkout' },
    { value: 'add_payment_info', label: 'Add Payment Info' },
    { value: 'contact', label: 'Contact' },
    { value: 'lead', label: 'Lead' },
    { value: 'schedule', label: 'Schedule' },
    { value: 'complete_registration', label: 'Complete Registration' },
    { value: 'submit_application', label: 'Submit Application' },
    { value: 'start_trial', label: 'Start Trial' },
    { value: 'subscribe', label: 'Subscribe' },
    { value: 'view_content', label: 'View Content' },
    { value: 'search', label: 'Search' },
    { value: 'find_location', label: 'Find Location' },
    { value: 'donate', label: 'Donate' },
];
/**
 * The kinds that a pixel event may be of: the contract's three, then the rest of the vendor's list. What else means the
 * same, `KINDS` says.
 */
const EVENT_KINDS = PIXEL_EVENTS.map(choice => {
    const business = kindNamed(choice.value)?.business;
    return { ...choice, ...(business && { business }) };
});

const T = TEXT.manage['pixel-events'];
const PATH = 'api/pixel_events';
const enc = encodeURIComponent;
const labelOf = (type) => EVENT_KINDS.find(({ value }) => value === type)?.label ?? type;
const kind = {
    name: 'pixel-events',
    text: T,
    sort: 'created_at',
    // One more than a page shows: whether there is a next one is said by nothing else.
    list: ({ id }, { filters, sort, from }) => pathWith(PATH, { account_id: id, ...filters, sort, limit: PAGE_SIZE + 1, offset: from }),
    csv: ({ id }, { filters }) => pathWith(PATH, { account_id: id, ...filters, format: 'csv' }),
    read(answer, { from }) {
        const { items } = answer;
        const rows = items.slice(0, PAGE_SIZE);
        return { rows, next: nextOf(from, rows.length, Number(from || 0) + items.length) };
    },
    keyOf: ({ id }) => id,
    nameOf: ({ title }) => title,
    columns: [
        { title: T.name, cell: ({ title }) => title, sort: 'name' },
        { title: T.type, cell: ({ type }) => labelOf(type) },
        { title: T.last, cell: ({ last_triggered_at: last }) => when(last) || T.never },
        { title: T.state, cell: ({ status }) => TEXT.manage.states[status], isExtra: true },
        { title: T.ads, cell: ({ ads_count }) => ads_count.toLocaleString(), isExtra: true },
        {
            title: TEXT.manage.made_at,
            cell: ({ created_at }) => when(created_at),
            sort: 'created_at',
            isExtra: true,
        },
    ],
    record: {
        create: T.create,
        fields: () => [
            { name: 'title', label: T.name, isNeeded: true, maxlength: 200 },
            {
                name: 'type',
                label: T.type,
                hint: T.typeHint,
                is: 'choice',
                only: 'new',
                initial: 'purchase',
                options: EVENT_KINDS.map(({ value, label }) => [value, label]),
            },
        ],
        // The dialect gives one by its list alone.
        one: ({ id }, key) => pathWith(PATH, { account_id: id, search: key }),
        readOne: (answer, key) => answer.items.find(({ id }) => id === key),
        add: ({ id }, { scope }) => scope === 'write'
            ? { path: PATH, method: 'POST', wrap: fields => ({ account_id: id, ...fields }) }
            : undefined,
        made: answer => answer,
        change: (account, { id }) => ({
            path: `${PATH}/${enc(id)}`,
            method: 'PATCH',
            wrap: fields => ({ account_id: account.id, ...fields }),
        }),
        remove: {
            sure: ({ title }) => T.sure(title),
            path: (account, { id }) => `${PATH}/${enc(account.id)}/events/${enc(id)}`,
        },
        beside: Code,
    },
};
function Code({ row, account }) {
    const { answer, problem } = useAnswer(baseOf(account));
    return (a($, { children: [a("dl", { class: "facts", children: [a("dt", { children: T.type }), a("dd", { children: labelOf(row.type) }), a("dt", { children: T.last }), a("dd", { children: when(row.last_triggered_at) || T.never })] }), a(CopyText, { title: T.event, text: row.code_snippet }), a(ProblemLine, { text: problem.value }), answer.value && a(CopyText, { title: T.base, text: answer.value.code_snippet })] }));
}
const baseOf = ({ id }) => `${PATH}/${enc(id)}/code_snippet`;

export { kind };
