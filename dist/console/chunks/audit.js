import { a$1 as a, $ } from './preact.js';
import { when, pathWith, PAGE_SIZE } from './when.js';
import { TEXT } from '../main.js';

const T = TEXT.manage.audit;
/** What is asked for, as the API has it: days are the reader's own, the last one whole. */
const auditQuery = ({ from, to, ...filters }) => ({
    ...filters,
    ...(from && { from: dayBegin(from, 0) }),
    ...(to && { to: dayBegin(to, 1) }),
});
function dayBegin(day, later) {
    const time = new Date(`${day}T00:00`);
    time.setDate(time.getDate() + later);
    // What is no day of the calendar the collector refuses, by its name.
    return Number.isNaN(+time) ? day : time.toISOString();
}
const kind = {
    name: 'audit',
    text: T,
    isOfNone: true,
    sort: '',
    list: (_, { filters, from }) => pathWith('audit', { ...auditQuery(filters), limit: PAGE_SIZE, cursor: from }),
    csv: (_, { filters }) => pathWith('audit', { ...auditQuery(filters), format: 'csv' }),
    read: answer => {
        const { entries, next } = answer;
        return { rows: entries, next };
    },
    filters: [
        { name: 'actor', label: T.by, hint: T.byHint },
        { name: 'record_kind', label: T.kind, options: [['', T.anything], ...Object.entries(T.kinds)] },
        { name: 'account_id', label: T.account },
        { name: 'from', label: T.from, is: 'date' },
        { name: 'to', label: T.to, is: 'date' },
    ],
    keyOf: ({ time, record_id, route, actor }) => `${time} ${record_id} ${route} ${actor.id}`,
    nameOf: ({ time }) => time,
    columns: [
        { title: T.time, cell: ({ time }) => when(time, { dateStyle: 'medium', timeStyle: 'medium' }) },
        {
            title: T.actor,
            cell: ({ actor }) => (a($, { children: [actor.name, " ", a("span", { class: "hint", children: T.actors[actor.kind] ?? actor.kind })] })),
        },
        {
            title: T.what,
            cell: ({ record_kind, method, route }) => record_kind ? (`${T.kinds[record_kind] ?? record_kind}: ${T.methods[method] ?? method}`) : (a("code", { children: [method, " ", route] })),
        },
        {
            title: T.record,
            cell: ({ record_id, published }) => (a($, { children: [record_id !== null && a("code", { children: record_id }), published !== undefined && (a("details", { children: [a("summary", { children: T.published }), a("code", { class: "whole", children: published })] }))] })),
            isExtra: true,
        },
        { title: T.account, cell: ({ account_id }) => account_id ?? TEXT.manage.none, isExtra: true },
        { title: T.status, cell: ({ status }) => status, isExtra: true },
    ],
};

export { auditQuery, kind };
