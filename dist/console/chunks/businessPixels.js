import { useSignal, w, a$1 as a, $ } from './preact.js';
import { TEXT } from '../main.js';
import { ProblemLine } from './problemLine.js';
import { useAnswer } from './useAnswer.js';
import { pathWith, when, nextOf, PAGE_SIZE } from './when.js';

/** Where those of a business are. */
const pixelsPath = ({ business_id }) => `businesses/${encodeURIComponent(business_id)}/pixels`;

const BARS = { day: 24, week: 7, month: 30 };
/** Where the bars of a time begin, the last one with the hour or the day that is now: in the reader's own zone, in ms. */
function edgesOf(range, now) {
    const length = BARS[range];
    return Array.from({ length }, (_, at) => {
        const back = length - 1 - at;
        const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
        // Days of a change of the clocks have other lengths: the calendar knows.
        return range === 'day'
            ? new Date(now).setMinutes(0, 0, 0) - back * 3_600_000
            : +new Date(year, month, day - back);
    });
}
/** What happened between the edges, by type, the most frequent first. */
function historyRows(hours, edges) {
    const rows = new Map();
    for (const { type, hour_partition, count } of hours) {
        const time = Date.parse(hour_partition);
        const at = edges.filter(edge => edge <= time).length - 1;
        if (at < 0)
            continue;
        const row = rows.get(type) ?? { type, total: 0, bars: edges.map(() => 0) };
        row.bars[at] += count;
        row.total += count;
        rows.set(type, row);
    }
    return [...rows.values()].sort((a, b) => b.total - a.total);
}
/** A day in UTC, as the API takes it. */
const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);

const T$1 = TEXT.manage['business-pixels'];
const RANGES = Object.entries(T$1.ranges);
/** What happened on a pixel, over time. */
function BusinessHistory({ row, account }) {
    const range = useSignal('week');
    const edges = w(() => edgesOf(range.value, new Date()), [range.value]);
    const { answer, problem } = useAnswer(pathWith(`${pixelsPath(account)}/${encodeURIComponent(row.id)}`, {
        include_events: 'true',
        historical_events_start_date: dayOf(edges[0]),
        historical_events_end_date: dayOf(Date.now()),
    }));
    const rows = answer.value && historyRows(answer.value.historical_events, edges);
    const lastOf = (type) => answer.value?.events.find(each => each.type === type)?.last_activity_at;
    return (a($, { children: [a("p", { class: "hint", children: T$1.isTag }), a("h3", { children: T$1.history }), a("div", { children: [a("label", { for: "range", children: T$1.range }), a("select", { id: "range", value: range.value, onChange: event => {
                            range.value = event.currentTarget.value;
                        }, children: RANGES.map(([each, text]) => (a("option", { value: each, children: text }, each))) })] }), a(ProblemLine, { text: problem.value }), !rows && !problem.value && a("p", { class: "hint", children: TEXT.loading }), rows?.length === 0 && a("p", { class: "hint", children: T$1.nothing }), rows && rows.length > 0 && (a("table", { class: "history", "aria-label": T$1.history, children: [a("thead", { children: a("tr", { children: [a("th", { scope: "col", children: T$1.event }), a("th", { scope: "col", children: T$1.count }), a("th", { scope: "col", children: T$1.over })] }) }), a("tbody", { children: rows.map(({ type, total, bars }) => (a("tr", { children: [a("th", { scope: "row", children: [T$1.types[type] ?? type, a("span", { class: "hint", children: when(lastOf(type)) })] }), a("td", { class: "total", children: total.toLocaleString() }), a("td", { children: a(Bars, { bars: bars, edges: edges, range: range.value }) })] }, type))) })] }))] }));
}
const HEIGHT = 32;
/** A bar for each hour or day; each says what it is. */
function Bars({ bars, edges, range }) {
    const most = Math.max(1, ...bars);
    const options = range === 'day' ? { weekday: 'short', hour: 'numeric', minute: '2-digit' } : { dateStyle: 'medium' };
    const texts = bars.map((count, at) => T$1.bar(count.toLocaleString(), new Date(edges[at]).toLocaleString(undefined, options)));
    return (a("svg", { class: "bars", viewBox: `0 0 ${bars.length * 4} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": texts.filter((_, at) => bars[at]).join('; '), children: bars.map((count, at) => {
            const height = count ? Math.max(2, (count / most) * HEIGHT) : 1;
            return (a("rect", { class: count ? undefined : 'none', x: at * 4 + 0.4, y: HEIGHT - height, width: 3.2, height: height, children: a("title", { children: texts[at] }) }, edges[at]));
        }) }));
}

const T = TEXT.manage['business-pixels'];
const enc = encodeURIComponent;
const kind = {
    name: 'business-pixels',
    text: T,
    sort: 'created_at',
    list: (account, { filters, sort, from }) => pathWith(pixelsPath(account), { ...filters, sort, limit: PAGE_SIZE, offset: from }),
    csv: (account, { filters }) => pathWith(pixelsPath(account), { ...filters, format: 'csv' }),
    read(answer, { from }) {
        const { pixels, paging } = answer;
        const { total_results: count } = paging;
        return { rows: pixels, count, next: nextOf(from, pixels.length, count) };
    },
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    columns: [
        { title: T.name, cell: ({ name }) => name, sort: 'name' },
        { title: T.domain, cell: ({ domain }) => domain },
        { title: T.id, cell: ({ id }) => a("code", { children: id }), isExtra: true },
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
            { name: 'name', label: T.name, isNeeded: true, maxlength: 200 },
            { name: 'domain', label: T.domain, hint: T.domainHint, isNeeded: true },
            { name: 'dataset_id', label: T.dataset, hint: T.datasetHint, maxlength: 36 },
        ],
        // The history is asked for by itself, for the time that is wanted.
        one: (account, key) => pathWith(`${pixelsPath(account)}/${enc(key)}`, {
            include_events: 'false',
            include_historical_events: 'false',
        }),
        readOne: answer => answer,
        add: (account, { scope }) => scope === 'write' ? { path: pixelsPath(account), method: 'POST' } : undefined,
        made: answer => answer,
        change: (account, { id }) => ({ path: `${pixelsPath(account)}/${enc(id)}`, method: 'PATCH' }),
        beside: BusinessHistory,
    },
};

export { kind };
