import { a$1 as a, $, T as T$e, useSignal, A } from './preact.js';
import { AnswerTable } from './answerTable.js';
import { money, reportPath, useReport, ReportProblem, count, CsvLink, duration, percent, readRange, STEPS, Choice, RangeChoice, zoneOf, ownZone, when, daysOf, stepsOf, dayIn, readerToken, shift, day, AccountShown } from './accountShown.js';
import { TEXT, linkTo, who, openApi, BY_COOKIE, callApi, explain, routeQuery, go, stand } from '../main.js';
import { textAt } from './liveEvent.js';
import { uPlot } from './uplot.js';
import './durations.js';
import './accountChoice.js';
import './useAnswer.js';

/** All of it, each currency by itself, the largest amount first. */
const revenueTexts = (revenue, place = {}) => Object.entries(revenue)
    .sort((a, b) => b[1] - a[1])
    .map(([currency, amount]) => money(amount, currency, place));

/** All of it, a line for each currency: they are never added. */
const Revenue = ({ of }) => (a($, { children: revenueTexts(of).map((text, at) => (a($, { children: [at > 0 && a("br", {}), text] }, text))) }));

const T$d = TEXT.overview;
/** What conversions are credited to. */
function AttributionPanel({ view, account }) {
    const path = reportPath(view, account, Date.now(), { name: 'attribution', without: ['compare'] });
    const report = useReport(path);
    const rows = report.answer.value?.rows;
    return (a("section", { "aria-labelledby": "attribution", children: [a("h2", { id: "attribution", children: T$d.attribution }), a(ReportProblem, { of: report }), !rows && !report.problem.value && a("p", { class: "hint", children: TEXT.loading }), rows?.length === 0 && a("p", { class: "hint", children: T$d.noConversions }), rows && rows.length > 0 && (a($, { children: [a(AnswerTable, { columns: [T$d.creditedTo, T$d.of.conversions, T$d.of.revenue], rows: rows.map(({ attribution, conversions, revenue }) => ({
                            key: attribution,
                            cells: [
                                T$d.attributions[attribution],
                                count(conversions),
                                a(Revenue, { of: revenue }, "revenue"),
                            ],
                        })) }), a("p", { class: "below", children: [a("a", { href: linkTo('conversions'), children: TEXT.pages.conversions }), a(CsvLink, { path: path, name: "attribution", of: T$d.attribution })] })] }))] }));
}

/** What is shown of it: each as a card, and over time. */
const MEASURES = [
    'visitors',
    'visits',
    'views',
    'conversions',
    'revenue',
    'bounceRate',
    'duration',
];
/** A measure as a number; undefined where there is none of it to tell. @param currency of revenue */
function measured(measure, of, currency) {
    switch (measure) {
        case 'revenue':
            return Object.hasOwn(of.revenue, currency) ? of.revenue[currency] : 0;
        case 'bounceRate':
            return of.visits ? of.bounces / of.visits : undefined;
        case 'duration':
            return of.visits ? of.seconds / of.visits : undefined;
        default:
            return of[measure];
    }
}
/** How much more than before, as a share of that; undefined where nothing can be said. */
function changeOf(now, before) {
    if (now === undefined || before === undefined)
        return undefined;
    if (before === 0)
        return now === 0 ? 0 : undefined;
    return (now - before) / Math.abs(before);
}
/** The currencies of some measures, that of the most first: amounts of two of them are never added. */
function currenciesOf(...all) {
    const amounts = new Map();
    for (const of of all) {
        for (const [currency, amount] of Object.entries(of?.revenue ?? {}))
            amounts.set(currency, (amounts.get(currency) ?? 0) + amount);
    }
    return [...amounts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([currency]) => currency);
}

/** A measure's value as its reader writes it. @param currency of revenue */
function writeMeasure(measure, value, currency, place = {}) {
    switch (measure) {
        case 'revenue':
            return money(value, currency, place);
        case 'bounceRate':
            return percent(value, place);
        case 'duration':
            return duration(value, place);
        default:
            return count(value, place);
    }
}

const T$c = TEXT.overview;
/** Less of these is better. */
const BETTER_LESS = ['bounceRate'];
/** What there was in all, and how much more than before; each chooses what the chart shows. */
function Cards({ view, change, answer, isBusy }) {
    const currencies = currenciesOf(answer?.totals, answer?.compared);
    const cards = MEASURES.flatMap((measure) => measure === 'revenue'
        ? (currencies.length ? currencies : ['']).map(currency => ({ measure, currency }))
        : [{ measure, currency: '' }]);
    const shown = currencies.includes(view.currency) ? view.currency : (currencies[0] ?? '');
    return (a("fieldset", { class: "bare cards", "aria-label": T$c.measures, "aria-busy": isBusy, children: cards.map(({ measure, currency }) => (a(Card, { answer: answer, measure: measure, currency: currency, isChosen: measure === view.measure && (measure !== 'revenue' || currency === shown), title: measure === 'revenue' && currencies.length > 1 ? `${T$c.of.revenue} ${currency}` : T$c.of[measure], onChoose: () => change({ measure, currency: currency === currencies[0] ? '' : currency }) }, `${measure} ${currency}`))) }));
}
function Card({ answer, measure, currency, title, isChosen, onChoose }) {
    const value = answer && measured(measure, answer.totals, currency);
    const before = answer?.compared ? measured(measure, answer.compared, currency) : undefined;
    const isEstimate = measure === 'visitors' && answer?.visitors_estimated;
    const write = (of) => writeMeasure(measure, of, currency);
    return (a("button", { type: "button", class: "card", "aria-pressed": isChosen, onClick: onChoose, children: [a("span", { children: title }), a("b", { children: [isEstimate && value ? a("span", { title: T$c.estimated, children: "\u2248 " }) : '', value === undefined ? '–' : write(value)] }), before !== undefined && (a(Change, { value: changeOf(value, before), isLessBetter: BETTER_LESS.includes(measure), before: write(before) }))] }));
}
function Change({ value, isLessBetter, before }) {
    const rounded = value === undefined ? 0 : Math.round(value * 1000);
    const isGood = rounded > 0 !== isLessBetter;
    return (a("small", { children: [value !== undefined && (a("span", { class: rounded === 0 ? '' : isGood ? 'good' : 'bad', children: [a("span", { "aria-hidden": "true", children: [rounded === 0 ? '=' : rounded > 0 ? '▲' : '▼', " "] }), T$c.change(percent(Math.abs(value)), rounded)] })), ' ', a("span", { children: T$c.beforeShort(before) })] }));
}

/** What a report is broken down and filtered by, as the API names it. */
const DIMENSIONS = [
    'channel',
    'source',
    'medium',
    'campaign',
    'referrer',
    'page',
    'entry',
    'exit',
    'country',
    'language',
    'device',
    'browser',
    'system',
    'event',
];
/** As many as the API takes, of conditions and of the values of one. */
const MAX_CONDITIONS = 10;
const MAX_VALUES = 50;
const isSame = (a, b) => a.dimension === b.dimension && a.not === b.not;
/** With one more value; what is there already, and what the API would refuse, changes nothing. */
function addValue(conditions, added, value, not) {
    const made = { dimension: added, values: [value], ...(not && { not }) };
    const there = conditions.find(each => isSame(each, made));
    if (!there)
        return conditions.length < MAX_CONDITIONS ? [...conditions, made] : conditions;
    if (there.values.includes(value) || there.values.length >= MAX_VALUES)
        return conditions;
    return conditions.map(each => (each === there ? { ...each, values: [...each.values, value] } : each));
}
/** Without that value; a condition that has none left is gone. */
const removeValue = (conditions, from, value) => conditions
    .map(each => (isSame(each, from) ? { ...each, values: each.values.filter(one => one !== value) } : each))
    .filter(({ values }) => values.length);
/** The other way round: what is shown becomes what is left out. */
function negateValue(conditions, from, value) {
    return addValue(removeValue(conditions, from, value), from.dimension, value, from.not ? undefined : true);
}
/** The values of an address's `where`, as in `source:google` and `!country:AT`. */
function readConditions(texts) {
    let conditions = [];
    for (const text of texts) {
        const [, not, name, value = ''] = /^(!?)(\w+):(.*)$/s.exec(text) ?? [];
        const dimension = DIMENSIONS.find(each => each === name);
        if (dimension)
            conditions = addValue(conditions, dimension, value, not ? true : undefined);
    }
    return conditions;
}
const writeConditions = (conditions) => conditions.flatMap(({ dimension, values, not }) => values.map(value => `${not ? '!' : ''}${dimension}:${value}`));

const T$b = TEXT.overview;
/** A value as it is shown; where there is none, what that means. */
function nameOf(dimension, value, { locale } = {}) {
    if (!value)
        return T$b.without[dimension];
    switch (dimension) {
        case 'channel':
            return known(T$b.channels, value);
        case 'device':
            return known(T$b.devices, value);
        case 'country':
            return displayName('region', value, locale);
        case 'language':
            return displayName('language', value, locale);
        default:
            return value;
    }
}
const known = (texts, value) => Object.hasOwn(texts, value) ? texts[value] : value;
/** Strangers can say anything of where they are. */
function displayName(type, value, locale) {
    try {
        return new Intl.DisplayNames(locale, { type }).of(value) ?? value;
    }
    catch {
        return value;
    }
}

const T$a = TEXT.overview;
/** What is filtered by: each can be turned round and taken away. */
function Chips({ view, change }) {
    const box = T$e(null);
    // Its button is gone then, and the keyboard would begin at the top of the page.
    const changeHere = (where) => {
        change({ where });
        box.current?.focus();
    };
    return (a("fieldset", { ref: box, class: "bare chips", "aria-label": T$a.filters, tabIndex: -1, children: [view.where.flatMap(condition => condition.values.map(value => {
                const { dimension, not } = condition;
                const text = T$a.chip(T$a.dimensions[dimension], nameOf(dimension, value), Boolean(not));
                return (a("span", { class: not ? 'chip not' : 'chip', children: [a("button", { type: "button", title: T$a.negate, "aria-label": `${text}: ${T$a.negate}`, onClick: () => changeHere(negateValue(view.where, condition, value)), children: text }), a("button", { type: "button", "aria-label": T$a.removeFilter(text), onClick: () => changeHere(removeValue(view.where, condition, value)), children: "\u00D7" })] }, `${not ?? ''}${dimension}:${value}`));
            })), view.where.length > 1 && (a("button", { type: "button", class: "link", onClick: () => changeHere([]), children: T$a.removeAll }))] }));
}

const COMPARISONS = ['previous', 'year', 'none'];
const COUNTED = ['people', 'automated', 'all'];
/** What stands beside the chart, each by one of its dimensions, the first unless the reader says otherwise. */
const PANELS = {
    sources: ['source', 'channel', 'medium', 'campaign', 'referrer'],
    pages: ['page', 'entry', 'exit'],
    devices: ['device', 'browser', 'system'],
    places: ['country', 'language'],
    events: ['event'],
};
const USUAL = {
    account: '',
    tag: '',
    range: '28d',
    compare: 'previous',
    tz: '',
    who: 'people',
    where: [],
    measure: 'visitors',
    by: '',
    currency: '',
    panels: {},
    property: '',
};
/** Reads an address's query. What it can't be, somebody has typed: it is as usual then. */
function readView(text) {
    const query = new URLSearchParams(text);
    const one = (name, of, usual) => of.find(each => each === query.get(name)) ?? usual;
    const panels = {};
    for (const [panel, dimensions] of Object.entries(PANELS)) {
        const chosen = dimensions.find(each => each === query.get(panel));
        if (chosen && chosen !== dimensions[0])
            panels[panel] = chosen;
    }
    return {
        account: query.get('account') ?? '',
        tag: query.get('tag') ?? '',
        range: readRange(query.get('range') ?? '') ?? USUAL.range,
        compare: one('compare', COMPARISONS, USUAL.compare),
        tz: isZone(query.get('tz')) ? query.get('tz') : '',
        who: one('who', COUNTED, USUAL.who),
        where: readConditions(query.getAll('where')),
        measure: one('measure', MEASURES, USUAL.measure),
        by: one('by', [...STEPS, ''], ''),
        currency: query.get('currency') ?? '',
        panels,
        property: query.get('property') ?? '',
    };
}
/** The query of an address that shows it. */
function writeView({ where, panels, ...view }) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(view))
        if (value !== USUAL[name])
            query.set(name, value);
    for (const text of writeConditions(where))
        query.append('where', text);
    for (const [panel, dimension] of Object.entries(panels))
        if (dimension !== PANELS[panel][0])
            query.set(panel, dimension);
    return String(query);
}
function isZone(zone) {
    if (!zone)
        return false;
    try {
        new Intl.DateTimeFormat(undefined, { timeZone: zone });
        return true;
    }
    catch {
        return false;
    }
}

const T$9 = TEXT.overview;
/** Whose numbers are shown, of which time, and who counts. */
function Controls({ view, change, account, accounts = [] }) {
    const tags = useReport(`accounts/${encodeURIComponent(account)}/tags`).answer.value?.tags;
    return (a("form", { class: "controls", method: "post", "aria-label": T$9.shown, onSubmit: event => event.preventDefault(), children: [accounts.length > 1 && (a(Choice, { id: "account", label: TEXT.tags.account, value: account, options: accounts.map(({ id, name }) => [id, name]), onChange: id => change({ account: id, tag: '' }) })), a(Choice, { id: "tag", label: T$9.tag, value: view.tag, options: [['', T$9.allTags], ...(tags ?? []).map(({ write_key, name }) => [write_key, name])], onChange: tag => change({ tag }) }), a(RangeChoice, { range: view.range, timeZone: zoneOf(view), onChange: range => change({ range, by: '' }) }), a(Choice, { id: "compare", label: T$9.compare, value: view.compare, options: COMPARISONS.map(each => [each, T$9.comparisons[each]]), onChange: compare => change({ compare }) }), a(Choice, { id: "who", label: T$9.who, value: view.who, options: COUNTED.map(each => [each, T$9.counted[each]]), onChange: who => change({ who }) }), a(Choice, { id: "zone", label: T$9.zone, value: view.tz, options: zones(view.tz), onChange: tz => change({ tz }) })] }));
}
/** The reader's own first; one that his browser does not list is there all the same where the address says it. */
function zones(chosen) {
    const own = ownZone();
    const all = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(chosen ? [chosen] : [])]);
    return [
        ['', T$9.ownZone(own)],
        ...[...all].map((zone) => [zone, zone.replaceAll('_', ' ')]),
    ];
}

const DOUBTFUL = ['unreadable', 'unsigned', 'signature'];
function tagHealth(events) {
    const marksOf = (event) => textAt(event, 'context', 'tgp', 'marks').split(',');
    const sum = (name) => events.reduce((all, event) => all + (Number.parseInt(textAt(event, 'context', 'tgp', name), 10) || 0), 0);
    return {
        events: events.length,
        newest: events[0] ? textAt(events[0], 'receivedAt') : '',
        retried: sum('retried'),
        dropped: sum('dropped'),
        refused: sum('refused'),
        elsewhere: events.filter(event => marksOf(event).includes('host')).length,
        doubtful: events.filter(event => marksOf(event).some(mark => DOUBTFUL.includes(mark))).length,
    };
}
/** What the collector refused since its start, by reason, as its metrics say it: none is left out. */
function refusedBy(metrics) {
    const lines = metrics.matchAll(/^tgp_beacons_refused_total\{reason="(\w+)"\} (\d+)$/gm);
    return [...lines]
        .map(([, reason, count]) => [reason, Number(count)])
        .filter(([, count]) => count);
}

const T$8 = TEXT.overview.health;
/** Of so many events a tag's health is told: the newest ones. */
const EVENTS = 100;
/** Most tags whose health is told at once. */
const TAGS = 5;
/** How what the tags send arrives. */
function HealthPanel({ view, account }) {
    const path = `accounts/${encodeURIComponent(account)}/tags`;
    const report = useReport(path);
    const all = report.answer.value?.tags;
    const tags = all?.filter(({ write_key }) => !view.tag || write_key === view.tag);
    return (a("section", { "aria-labelledby": "health", children: [a("h2", { id: "health", children: T$8.title }), a(ReportProblem, { of: report }), tags?.length === 0 && a("p", { class: "hint", children: TEXT.tags.noTags }), tags?.slice(0, TAGS).map(tag => (a(HealthOf, { tag: tag, timeZone: zoneOf(view) }, tag.write_key))), tags && tags.length > TAGS && a("p", { class: "hint", children: T$8.moreTags(TAGS) }), who.value?.accounts === '*' && a(Refused, {}), a("p", { class: "below", children: a("a", { href: linkTo('live'), children: T$8.toLive }) })] }));
}
function HealthOf({ tag, timeZone }) {
    const query = new URLSearchParams({ writeKey: tag.write_key, limit: String(EVENTS) });
    const report = useReport(`events?${query}`);
    const events = report.answer.value?.events;
    const health = events && tagHealth(events);
    return (a("div", { class: "health", children: [a("h3", { children: tag.name }), a(ReportProblem, { of: report }), tag.disabled && a("p", { class: "problem", children: T$8.off }), health && (health.events ? a(Told, { health: health, timeZone: timeZone }) : a("p", { children: T$8.nothing }))] }));
}
const TOLD = ['retried', 'dropped', 'refused', 'elsewhere', 'doubtful'];
function Told({ health, timeZone }) {
    const told = TOLD.filter(name => health[name]);
    return (a($, { children: [a("p", { children: T$8.newest(when(health.newest, { timeZone })) }), told.length ? (a($, { children: [a("p", { class: "hint", children: T$8.of(count(health.events)) }), a("ul", { children: told.map(name => (a("li", { children: T$8.told[name](count(health[name])) }, name))) })] })) : (a("p", { class: "good", children: T$8.well(count(health.events)) }))] }));
}
/** What the whole collector refused: it knows no tag of most of that. */
function Refused() {
    const refused = useSignal([]);
    A(() => {
        // Where the metrics are on a port of their own, there are none to tell.
        openApi('metrics', BY_COOKIE)
            .then(answer => answer.text())
            .then(text => {
            refused.value = refusedBy(text);
        }, () => { });
    }, []);
    if (!refused.value.length)
        return null;
    const texts = T$8.reasons;
    return (a("div", { class: "health", children: [a("h3", { children: T$8.collector }), a("ul", { children: refused.value.map(([reason, number]) => (a("li", { children: [count(number), " ", Object.hasOwn(texts, reason) ? texts[reason] : reason] }, reason))) })] }));
}

const T$7 = TEXT.overview;
const HEIGHT = 240;
/** Room that a label of the x axis takes, in pixels. */
const LABEL = 84;
/** A measure over time, and the one before; each place's values by pointer and by the keyboard. */
function Chart({ lines, title, labels, shortLabels, labelsBefore, write, isCount }) {
    const box = T$e(null);
    const plot = T$e(undefined);
    const at = useSignal(null);
    const last = labels.length - 1;
    A(() => {
        const element = box.current;
        const dark = matchMedia('(prefers-color-scheme: dark)');
        const draw = () => {
            plot.current?.destroy();
            const cursor = (made) => {
                at.value = made.cursor.idx ?? null;
            };
            plot.current = new uPlot({ ...optionsOf(lines, shortLabels, write, isCount, element), hooks: { setCursor: [cursor] } }, [
                labels.map((_, index) => index),
                lines.now,
                ...(lines.before.length ? [padded(lines.before, labels.length)] : []),
            ], element);
        };
        draw();
        const resized = new ResizeObserver(() => {
            if (plot.current && element.clientWidth !== plot.current.width)
                plot.current.setSize({ width: element.clientWidth, height: HEIGHT });
        });
        resized.observe(element);
        dark.addEventListener('change', draw);
        return () => {
            resized.disconnect();
            dark.removeEventListener('change', draw);
            plot.current?.destroy();
            plot.current = undefined;
        };
    }, [JSON.stringify([lines, shortLabels, title, isCount])]);
    const move = (event) => {
        const now = at.value;
        const next = {
            ArrowLeft: Math.max(0, (now ?? last + 1) - 1),
            ArrowRight: Math.min(last, (now ?? -1) + 1),
            Home: 0,
            End: last,
        }[event.key];
        if (next === undefined || !plot.current)
            return;
        event.preventDefault();
        plot.current.setCursor({ left: plot.current.valToPos(next, 'x'), top: 0 });
        at.value = next;
    };
    const told = (index) => {
        const [now, before] = [lines.now[index], lines.before[index]];
        const value = typeof now === 'number' ? write(now) : T$7.toCome;
        const first = `${labels[index]}: ${value}`;
        return typeof before === 'number'
            ? `${first}; ${T$7.before(labelsBefore[index] ?? '', write(before))}`
            : first;
    };
    return (a("div", { class: "chart", children: [a("p", { class: "reading", children: at.value === null ? T$7.chartHint : told(at.value) }), a("div", { ref: box, role: "slider", tabIndex: 0, "aria-label": title, "aria-valuemin": 0, "aria-valuemax": Math.max(last, 0), "aria-valuenow": at.value ?? Math.max(last, 0), "aria-valuetext": last < 0 ? T$7.noValues : told(at.value ?? last), onKeyDown: move })] }));
}
const padded = (values, length) => Array.from({ length }, (_, index) => values[index] ?? null);
function optionsOf({ before }, shortLabels, write, isCount, element) {
    const styles = getComputedStyle(element);
    const colour = (name) => styles.getPropertyValue(name).trim();
    const axis = {
        stroke: colour('--soft'),
        font: `12px ${styles.fontFamily}`,
        ticks: { show: false },
        grid: { stroke: colour('--line'), width: 1 },
    };
    return {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
        padding: [8, 24, 0, 0],
        scales: {
            x: { time: false, range: (_, min, max) => (min === max ? [min - 1, max + 1] : [min, max]) },
            y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.08 : 1] },
        },
        axes: [
            {
                ...axis,
                grid: { show: false },
                size: 30,
                splits: made => {
                    const most = Math.max(2, Math.floor(made.bbox.width / devicePixelRatio / LABEL));
                    const step = Math.max(1, Math.ceil(shortLabels.length / most));
                    return shortLabels.map((_, index) => index).filter(index => index % step === 0);
                },
                values: (_, splits) => splits.map(index => shortLabels[index] ?? ''),
            },
            {
                ...axis,
                size: (_, values) => Math.max(40, 16 + 7 * Math.max(0, ...(values ?? []).map(each => each.length))),
                values: (_, splits) => splits.map(write),
                ...(isCount && {
                    incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500]
                        .flatMap(each => [each, each * 1000, each * 1e6])
                        .sort((a, b) => a - b),
                }),
            },
        ],
        series: [
            {},
            {
                stroke: colour('--accent'),
                fill: `color-mix(in srgb, ${colour('--accent')} 12%, transparent)`,
                width: 2,
                points: { show: shortLabels.length < 2 },
            },
            ...(before.length
                ? [{ stroke: colour('--soft'), width: 1.5, dash: [5, 4], points: { show: shortLabels.length < 2 } }]
                : []),
        ],
    };
}

/** A measure over time. What is still to come has no value, not even none. */
function chartLines({ rows, compared }, measure, currency, time) {
    const value = (row) => measured(measure, row, currency) ?? (measure === 'duration' || measure === 'bounceRate' ? null : 0);
    const now = rows.map(row => (Date.parse(row.start) > time ? null : value(row)));
    // Of a longer month than this one, what is beyond its end has no place.
    return { now, before: compared?.slice(0, rows.length).map(value) ?? [] };
}

/** When a row of a series is: all of it, or as little as stands at an axis. */
function rowLabel({ start, day }, step, { locale, timeZone }, isShort = false) {
    const date = (options) => new Date(day).toLocaleDateString(locale, { ...options, timeZone: 'UTC' });
    switch (step) {
        case 'hour': {
            const time = new Date(start).toLocaleTimeString(locale, { timeZone, timeStyle: 'short' });
            return isShort ? time : `${date({ weekday: 'short', day: 'numeric', month: 'short' })}, ${time}`;
        }
        case 'month':
            return date({ month: isShort ? 'short' : 'long', year: 'numeric' });
        case 'week':
            return isShort
                ? date({ day: 'numeric', month: 'short' })
                : TEXT.overview.weekOf(date({ day: 'numeric', month: 'short', year: 'numeric' }));
        default:
            return date(isShort
                ? { day: 'numeric', month: 'short' }
                : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    }
}

const T$6 = TEXT.overview;
/** The chosen measure over time, as a chart and as a table. */
function OverTime({ view, change, account }) {
    const now = Date.now();
    const timeZone = zoneOf(view);
    const days = daysOf(view.range, now, timeZone);
    const steps = stepsOf(days);
    const by = steps.find(each => each === view.by) ?? steps[0];
    const path = reportPath(view, account, now, { name: 'series', more: { by } });
    const report = useReport(path);
    const answer = report.answer.value;
    const currencies = currenciesOf(...(answer?.rows ?? []), ...(answer?.compared ?? []));
    const currency = currencies.includes(view.currency) ? view.currency : (currencies[0] ?? '');
    const write = (value) => writeMeasure(view.measure, value, currency);
    const lines = answer && chartLines(answer, view.measure, currency, now);
    const labels = (rows, isShort = false) => rows.map(row => rowLabel(row, answer.by, { timeZone }, isShort));
    const title = view.measure === 'revenue' && currency ? `${T$6.of.revenue} (${currency})` : T$6.of[view.measure];
    const isRunning = dayIn(timeZone, now) < days.to;
    return (a("section", { "aria-labelledby": "over-time", class: "over-time", children: [a("div", { class: "title", children: [a("h2", { id: "over-time", children: T$6.overTime(title) }), steps.length > 1 && (a(Choice, { id: "by", label: T$6.step, value: by, options: [...steps]
                            .sort((a, b) => order(a) - order(b))
                            .map(each => [each, T$6.steps[each]]), onChange: step => change({ by: step === steps[0] ? '' : step }) }))] }), a(ReportProblem, { of: report }), answer && lines ? (a("div", { "aria-busy": report.isBusy.value, children: [a(Chart, { lines: lines, title: T$6.overTime(title), labels: labels(answer.rows), shortLabels: labels(answer.rows, true), labelsBefore: labels(answer.compared ?? []), write: write, isCount: ['visitors', 'visits', 'views', 'conversions'].includes(view.measure) }), a("p", { class: "hint key", children: [a("span", { class: "now", children: T$6.thisTime }), lines.before.length > 0 && a("span", { class: "then", children: T$6.comparisons[view.compare] }), isRunning && view.compare !== 'none' && a("span", { children: T$6.running })] }), a("details", { children: [a("summary", { children: T$6.asTable }), a(AnswerTable, { columns: [T$6.time, title, ...(lines.before.length ? [T$6.timeBefore, T$6.valueBefore] : [])], rows: labels(answer.rows).map((label, index) => ({
                                    key: answer.rows[index].start,
                                    cells: [
                                        label,
                                        text(lines.now[index], write),
                                        ...(lines.before.length
                                            ? [labels(answer.compared)[index] ?? '', text(lines.before[index], write)]
                                            : []),
                                    ],
                                })) })] }), a("p", { class: "below", children: a(CsvLink, { path: path, name: "series", of: T$6.overTime(title) }) })] })) : (!report.problem.value && a("p", { class: "hint placeholder", children: TEXT.loading }))] }));
}
const order = (step) => ['hour', 'day', 'week', 'month'].indexOf(step);
const text = (value, write) => typeof value === 'number' ? write(value) : '–';

const T$5 = TEXT.overview;
/** Rows at first, and with each time that more are asked for. */
const ROWS$1 = 8;
const MORE = 50;
/** What visits there were by the values of a dimension; each is a filter. */
function Breakdown({ dimension, ...shown }) {
    const { view, change, account } = shown;
    const path = (limit, more = {}) => reportPath(view, account, Date.now(), {
        name: 'top',
        more: { dimension, limit: String(limit), ...more },
        without: ['compare'],
    });
    const report = useReport(path(ROWS$1));
    const first = report.answer.value;
    const more = useSignal({ rows: [], next: null });
    const problem = useSignal('');
    A(() => {
        more.value = { rows: [], next: first?.next ?? null };
        problem.value = '';
    }, [first]);
    if (!first)
        return a($, { children: report.problem.value ? a(ReportProblem, { of: report }) : a("p", { class: "hint", children: TEXT.loading }) });
    const rows = [...first.rows, ...more.value.rows];
    const load = async () => {
        try {
            const { rows, next } = await callApi(path(MORE, { cursor: more.value.next }), readerToken());
            if (report.answer.value === first)
                more.value = { rows: [...more.value.rows, ...rows], next };
        }
        catch (error) {
            problem.value = explain(error);
        }
    };
    const most = Math.max(1, ...rows.map(({ visits }) => visits));
    const hasRevenue = rows.some(({ revenue }) => Object.keys(revenue).length);
    const title = T$5.dimensions[dimension];
    return (a("div", { "aria-busy": report.isBusy.value, children: [a(ReportProblem, { of: report }), rows.length === 0 ? (a("p", { class: "hint", children: T$5.noRows })) : (a("div", { class: "wide", children: a("table", { class: "top", children: [a("caption", { class: "unseen", children: T$5.by(title) }), a("thead", { children: a("tr", { children: [a("th", { scope: "col", children: title }), a("th", { scope: "col", children: T$5.of.visitors }), a("th", { scope: "col", children: T$5.of.visits }), a("th", { scope: "col", children: T$5.conversionsShort }), hasRevenue && a("th", { scope: "col", children: T$5.of.revenue })] }) }), a("tbody", { children: rows.map(({ value, visitors, visits, conversions, revenue }) => (a("tr", { children: [a("th", { scope: "row", children: [a("span", { class: "bar", style: { width: `${(visits / most) * 100}%` } }), a("button", { type: "button", title: nameOf(dimension, value), onClick: () => change({ where: addValue(view.where, dimension, value), property: '' }), children: nameOf(dimension, value) })] }), a("td", { children: count(visitors) }), a("td", { children: count(visits) }), a("td", { children: count(conversions) }), hasRevenue && (a("td", { children: a(Revenue, { of: revenue }) }))] }, value))) })] }) })), a("p", { class: "below", children: [more.value.next !== null && (a("button", { type: "button", class: "link", "aria-label": `${TEXT.more}: ${title}`, onClick: () => void load(), children: TEXT.more })), rows.length > 0 && a(CsvLink, { path: path(1000), name: dimension, of: title }), problem.value && a("span", { class: "hint problem", children: problem.value })] })] }));
}

const T$4 = TEXT.overview;
/** Visits by one of several dimensions that belong together. */
function Panel({ panel, ...shown }) {
    const { view, change } = shown;
    const dimensions = PANELS[panel];
    const chosen = view.panels[panel] ?? dimensions[0];
    return (a("section", { "aria-labelledby": panel, children: [a("div", { class: "title", children: [a("h2", { id: panel, children: T$4.panels[panel] }), dimensions.length > 1 && (a("fieldset", { class: "bare tabs", "aria-labelledby": panel, children: dimensions.map(dimension => (a("button", { type: "button", "aria-pressed": dimension === chosen, onClick: () => change({ panels: { ...view.panels, [panel]: dimension } }), children: T$4.dimensions[dimension] }, dimension))) }))] }), a(Breakdown, { ...shown, dimension: chosen }, chosen)] }));
}

const T$3 = TEXT.overview;
const ROWS = 50;
/** The properties of an event that is filtered by, and the values of one of them. */
function PropertiesPanel({ event, ...shown }) {
    const { view, change } = shown;
    return (a("section", { "aria-labelledby": "properties", children: [a("h2", { id: "properties", children: T$3.propertiesOf(event) }), view.property ? (a($, { children: [a("p", { children: a("button", { type: "button", class: "link", onClick: () => change({ property: '' }), children: T$3.allProperties }) }), a(Rows, { ...shown, event: event, property: view.property }, view.property)] })) : (a(Rows, { ...shown, event: event, property: "" }, ""))] }));
}
function Rows({ event, property, ...shown }) {
    const { view, change, account } = shown;
    const path = reportPath(view, account, Date.now(), {
        name: 'properties',
        more: { event, limit: String(ROWS), ...(property && { property }) },
        without: ['compare'],
    });
    const report = useReport(path);
    const answer = report.answer.value;
    const title = property || T$3.property;
    return (a("div", { "aria-busy": report.isBusy.value, children: [a(ReportProblem, { of: report }), answer?.rows.length === 0 && a("p", { class: "hint", children: property ? T$3.noPropertyValues : T$3.noProperties }), answer && answer.rows.length > 0 && (a($, { children: [a(AnswerTable, { columns: [title, T$3.events, T$3.of.visits], rows: answer.rows.map(({ value, events, visits }) => ({
                            key: value,
                            cells: [
                                property ? (value) : (a("button", { type: "button", class: "link", onClick: () => change({ property: value }), children: value }, "name")),
                                count(events),
                                count(visits),
                            ],
                        })) }), !answer.whole && a("p", { class: "hint", children: T$3.notWhole }), a("p", { class: "below", children: a(CsvLink, { path: path, name: "properties", of: title }) })] }))] }));
}

const T$2 = TEXT.overview;
/** Why visits are taken for no person's. */
function ReasonsPanel({ view, account }) {
    const path = reportPath(view, account, Date.now(), { name: 'reasons', without: ['compare', 'who'] });
    const report = useReport(path);
    const answer = report.answer.value;
    const texts = T$2.reasons;
    return (a("section", { "aria-labelledby": "reasons", class: "whole", children: [a("h2", { id: "reasons", children: T$2.why }), a(ReportProblem, { of: report }), answer?.rows.length === 0 && a("p", { class: "hint", children: T$2.noReasons }), answer && answer.rows.length > 0 && (a($, { children: [a(AnswerTable, { columns: [T$2.reason, T$2.of.visits, T$2.events], rows: answer.rows.map(({ why, visits, events }) => ({
                            key: why,
                            cells: [Object.hasOwn(texts, why) ? texts[why] : why, count(visits), count(events)],
                        })) }), a("p", { class: "hint", children: T$2.rules(answer.rules) }), a("p", { class: "below", children: a(CsvLink, { path: path, name: "reasons", of: T$2.why }) })] }))] }));
}

const T$1 = TEXT.overview;
/** What is shown, in a sentence; where that is nothing, what to do about it. */
function Summary({ view, change, answer }) {
    if (!answer)
        return a("p", { class: "hint", role: "status" });
    const { from, to } = daysOf(view.range, Date.now(), zoneOf(view));
    const last = shift(to, -1);
    const days = from === last ? day(from) : T$1.days(day(from), day(last));
    const { visits } = answer.totals;
    return (a("div", { class: "summary", children: [a("p", { class: "hint", role: "status", children: [T$1.summary(days, count(visits), visits, T$1.countedIn[view.who]), answer.visitors_estimated && visits > 0 && ` ${T$1.estimated}`] }), visits === 0 && (a("p", { class: "empty", children: view.where.length ? (a($, { children: [T$1.nothingFits, ' ', a("button", { type: "button", class: "link", onClick: () => change({ where: [] }), children: T$1.removeAll })] })) : (a($, { children: [T$1.nothing, " ", a("a", { href: linkTo('live'), children: who.value ? T$1.nothingNext : T$1.nothingNextDemo })] })) }))] }));
}

const T = TEXT.overview;
/** What there was, over time and by what. All that is chosen is in the address. */
function Overview() {
    const view = readView(routeQuery.value);
    const show = (part) => `?${writeView({ ...view, ...part })}`;
    return (a(AccountShown, { title: T.title, account: view.account, page: "", onStand: account => stand(show({ account })), children: (shown, accounts) => (a(Of, { view: view, account: shown.id, accounts: accounts, change: part => go(show(part)) }, shown.id)) }));
}
function Of({ accounts, ...shown }) {
    const { view, account } = shown;
    const totals = useReport(reportPath(view, account, Date.now(), { name: 'totals' }));
    const answer = totals.answer.value;
    const [only, ...others] = view.where.filter(({ dimension, not }) => dimension === 'event' && !not);
    const event = only?.values.length === 1 && !others.length ? only.values[0] : '';
    return (a("main", { class: "one overview", children: [a("h2", { class: "unseen", children: T.title }), a(Controls, { ...shown, accounts: accounts }), a(Chips, { ...shown }), a(ReportProblem, { of: totals }), a(Cards, { ...shown, answer: answer, isBusy: totals.isBusy.value }), a(Summary, { ...shown, answer: answer }), a(OverTime, { ...shown }), a("div", { class: "panels", children: [view.who !== 'people' && a(ReasonsPanel, { ...shown }), Object.keys(PANELS).map(panel => (a(Panel, { ...shown, panel: panel }, panel))), event && a(PropertiesPanel, { ...shown, event: event }), a(AttributionPanel, { ...shown }), a(HealthPanel, { ...shown })] })] }));
}

export { Overview as default };
