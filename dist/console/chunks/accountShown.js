import { useSignal, T as T$1, A, a$1 as a, $ } from './preact.js';
import { BY_COOKIE, demo, who, callApi, ApiError, explain, TEXT, collectorPath, openApi, linkTo } from '../main.js';
import { MINUTE_MS, DAY_MS } from './durations.js';
import { chosenAccount } from './accountChoice.js';

/** Younger than this, a page whose token is refused would be refused again: it must not reload for ever. */
const YOUNG_MS = 10_000;
/** Whose numbers are shown: of whoever is logged in, else the demo's. */
const readerToken = () => (who.value ? BY_COOKIE : (demo?.token ?? BY_COOKIE));
/**
 * What the collector answers, asked when the path changes, and when the page is seen again after a minute. What was
 * answered stays until then.
 * @param path null: nothing is asked
 */
function useReport(path) {
    const answer = useSignal(undefined);
    const problem = useSignal('');
    const isBusy = useSignal(false);
    const asked = T$1(undefined);
    const token = readerToken();
    const load = async () => {
        asked.current?.ended.abort();
        if (path === null) {
            answer.value = undefined;
            isBusy.value = false;
            return;
        }
        const ended = new AbortController();
        asked.current = { ended, at: Date.now() };
        isBusy.value = true;
        try {
            const given = await callApi(path, token, { signal: ended.signal });
            if (ended.signal.aborted)
                return;
            answer.value = given;
            problem.value = '';
        }
        catch (error) {
            if (ended.signal.aborted)
                return;
            if (error instanceof ApiError && error.status === 401)
                onRefused();
            problem.value = explain(error);
        }
        isBusy.value = false;
    };
    A(() => {
        void load();
        const onSeen = () => {
            if (!document.hidden && Date.now() - (asked.current?.at ?? 0) > MINUTE_MS)
                void load();
        };
        document.addEventListener('visibilitychange', onSeen);
        return () => {
            document.removeEventListener('visibilitychange', onSeen);
            asked.current?.ended.abort();
        };
    }, [path, token]);
    return { answer, problem, isBusy, load: () => void load() };
}
/** The log-in is over; or the collector started anew, and the page brings the demo's new token. */
function onRefused() {
    if (who.value)
        who.value = null;
    else if (performance.now() > YOUNG_MS)
        location.reload();
}

/** A table as a file. Whoever is logged in gets it as it comes; the demo's token has to be sent along. */
function CsvLink({ path, name, of }) {
    const problem = useSignal('');
    const csv = `${path}&format=csv`;
    const file = `${name}.csv`;
    const label = `${TEXT.csv}: ${of}`;
    if (who.value) {
        return (a("a", { class: "csv", href: `${collectorPath()}/${csv}`, download: file, "aria-label": label, children: TEXT.csv }));
    }
    const save = async () => {
        problem.value = '';
        try {
            const url = URL.createObjectURL(await (await openApi(csv, readerToken())).blob());
            Object.assign(document.createElement('a'), { href: url, download: file }).click();
            setTimeout(() => URL.revokeObjectURL(url), 1000);
        }
        catch (error) {
            problem.value = explain(error);
        }
    };
    return (a($, { children: [a("button", { type: "button", class: "csv link", "aria-label": label, onClick: () => void save(), children: TEXT.csv }), problem.value && a("span", { class: "hint problem", children: problem.value })] }));
}

/** From here on a number is told by its first digits. */
const LARGE = 1_000_000;
const count = (value, { locale } = {}) => value.toLocaleString(locale, Math.abs(value) < LARGE
    ? { maximumFractionDigits: 1 }
    : { notation: 'compact', maximumSignificantDigits: 4 });
const percent = (share, { locale } = {}) => share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0 });
/** An amount of a currency; of what is none, as it was told. */
function money(amount, currency, { locale } = {}) {
    if (!/^[A-Z]{3}$/i.test(currency))
        return `${amount.toLocaleString(locale, { maximumFractionDigits: 2 })} ${currency}`.trim();
    const large = { notation: 'compact', maximumSignificantDigits: 4 };
    return amount.toLocaleString(locale, {
        style: 'currency',
        currency,
        ...(Math.abs(amount) >= LARGE && large),
    });
}
/** As in `3m 20s`. */
function duration(seconds, { locale } = {}) {
    const whole = Math.round(seconds);
    const parts = [
        ['hour', Math.floor(whole / 3600)],
        ['minute', Math.floor(whole / 60) % 60],
        ['second', whole % 60],
    ];
    const first = parts.findIndex(([, value]) => value > 0);
    return (first < 0 ? parts.slice(2) : parts.slice(first, first + 2))
        .map(([unit, value]) => value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'narrow' }))
        .join(' ');
}
const SPANS = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
];
/** A time in its largest unit, as in `2 days`. */
function span(ms, { locale } = {}) {
    // What is left of a unit counts from half of it on; 36 hours are those, and no day and a half.
    const [unit, length] = SPANS.find(([, each]) => ms >= each * 2 || ms === each) ?? SPANS[3];
    return Math.round(ms / length).toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'long' });
}
/** A day of any zone, as in `2026-11-21`. */
const day = (iso, { locale } = {}) => new Date(iso).toLocaleDateString(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
});
/** A time, to the minute. */
const when = (time, { locale, timeZone } = {}) => new Date(time).toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
const toTheSecond = (time, { locale, timeZone } = {}) => new Date(time).toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'medium' });

/** What is wrong with a report, and another try. */
function ReportProblem({ of: { problem, load } }) {
    if (!problem.value)
        return null;
    return (a("p", { class: "hint problem", children: [problem.value, ' ', a("button", { type: "button", class: "link", onClick: load, children: TEXT.tryAgain })] }));
}

const RANGES = ['today', 'yesterday', '7d', '28d', '90d', 'month', 'last-month'];
/** How finely a series is told. */
const STEPS = ['hour', 'day', 'week', 'month'];
/** The most days that are told by the hour, by the day and by the week. */
const MOST = { hour: 7, day: 400, week: 2000 };
/** Zones differ by such. */
const QUARTER_MS = 15 * 60_000;
/** So many days are told by the hour where nobody asks for something else; and by the day. */
const FEW = 2;
const MANY = 100;
/** Undefined where it is no range, or one that ends before it begins. */
function readRange(text) {
    const named = RANGES.find(each => each === text);
    if (named)
        return named;
    const [from = '', to = '', ...more] = text.split('..');
    return isDay(from) && isDay(to) && from <= to && !more.length ? `${from}..${to}` : undefined;
}
/** The days that a range means at a time in a zone. */
function daysOf(range, now, timeZone) {
    const today = dayIn(timeZone, now);
    const month = `${today.slice(0, 7)}-01`;
    const until = (from, to = today) => ({ from, to: shift(to, 1) });
    switch (range) {
        case 'today':
            return until(today);
        case 'yesterday':
            return { from: shift(today, -1), to: today };
        case 'month':
            return until(month);
        case 'last-month':
            return { from: `${shift(month, -1).slice(0, 7)}-01`, to: month };
        case '7d':
        case '28d':
        case '90d':
            return until(shift(today, 1 - Number.parseInt(range, 10)));
        default: {
            const [from, to] = range.split('..');
            return until(from, to);
        }
    }
}
/** How finely days may be told, the usual way first. */
function stepsOf({ from, to }) {
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    const usual = days <= FEW ? 'hour' : days <= MANY ? 'day' : days <= MANY * 7 ? 'week' : 'month';
    const others = STEPS.filter(step => {
        if (step === usual)
            return false;
        const isFine = step === 'month' || days <= MOST[step];
        // A day in one row is no series.
        return isFine && days > { hour: 0, day: 1, week: 7, month: 31 }[step];
    });
    return [usual, ...others];
}
/** The day that a time is in, as in `2026-11-21`. Swedish days are ISO's. */
const dayIn = (timeZone, time) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time);
/** When a day of a zone begins, to the quarter of an hour, in ms; one that the zone left out, when the next does. */
function startOf(day, timeZone) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    let [before, there] = [Date.parse(day) - DAY_MS, Date.parse(day) + DAY_MS];
    while (there - before > QUARTER_MS) {
        const middle = before + Math.floor((there - before) / 2 / QUARTER_MS) * QUARTER_MS;
        if (format.format(middle) >= day)
            there = middle;
        else
            before = middle;
    }
    return there;
}
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && shift(text, 0) === text;
/** A day so many days later. */
const shift = (day, days) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The reader's own time zone. */
const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** The zone whose days a view is of. */
const zoneOf = ({ tz }) => tz || ownZone();
/**
 * The path of the API by which a report of what is viewed is asked for.
 * @param account the one that is shown
 * @param now whose day is the last
 */
function reportPath(view, account, now, { name, more = {}, without = [] }) {
    const tz = zoneOf(view);
    const { from, to } = daysOf(view.range, now, tz);
    const query = new URLSearchParams({ account_id: account, from, to, tz });
    if (view.tag)
        query.set('writeKey', view.tag);
    if (!without.includes('who'))
        query.set('who', view.who);
    if (view.where.length)
        query.set('where', JSON.stringify(view.where));
    if (view.compare !== 'none' && !without.includes('compare'))
        query.set('compare', view.compare);
    for (const [key, value] of Object.entries(more))
        query.set(key, value);
    return `reports/${name}?${query}`;
}

/** One of several, with its label. */
function Choice({ id, label, value, options, onChange }) {
    return (a("p", { children: [a("label", { for: id, children: label }), a("select", { id: id, value: value, onChange: event => onChange(event.currentTarget.value), children: options.map(([each, text]) => (a("option", { value: each, selected: each === value, children: text }, each))) })] }));
}

const T = TEXT.overview;
/** A time by its name, or by its first and last day. */
function RangeChoice({ range, timeZone, onChange }) {
    const isOwn = range.includes('..');
    return (a($, { children: [a(Choice, { id: "range", label: T.range, value: isOwn ? 'own' : range, options: [...RANGES.map(each => [each, T.ranges[each]]), ['own', T.ownRange]], onChange: chosen => {
                    const { from, to } = daysOf(range, Date.now(), timeZone);
                    onChange(chosen === 'own' ? `${from}..${shift(to, -1)}` : chosen);
                } }), isOwn && a(OwnDays, { range: range, onChange: onChange })] }));
}
function OwnDays({ range, onChange }) {
    const [from, to] = range.split('..');
    const set = (first, last) => {
        // While one of them is typed it is none, or the days are the wrong way round.
        const own = readRange(`${first}..${last}`);
        if (own)
            onChange(own);
    };
    return (a($, { children: [a("p", { children: [a("label", { for: "from", children: T.from }), a("input", { type: "date", id: "from", required: true, value: from, max: to, onChange: event => set(event.currentTarget.value, to) })] }), a("p", { children: [a("label", { for: "to", children: T.to }), a("input", { type: "date", id: "to", required: true, value: to, min: from, onChange: event => set(from, event.currentTarget.value) })] })] }));
}

/** The page of the account that the address names, else of the one that was chosen last, or the first. */
function AccountShown({ title, account, page, onStand, children }) {
    const report = useReport('accounts');
    const accounts = report.answer.value?.accounts;
    const of = (id) => accounts?.find(each => each.id === id);
    const shown = account ? of(account) : (of(chosenAccount.value) ?? accounts?.[0]);
    A(() => {
        if (!shown)
            return;
        chosenAccount.value = shown.id;
        if (!account && accounts.length > 1)
            onStand(shown.id);
    }, [shown?.id, account, accounts?.length]);
    if (accounts && shown)
        return children(shown, accounts);
    let said = a("p", { class: "hint", children: TEXT.loading });
    if (accounts?.length) {
        said = (a("p", { children: [TEXT.overview.noAccount(account), " ", a("a", { href: linkTo(page), children: TEXT.overview.own })] }));
    }
    else if (accounts)
        said = a("p", { children: TEXT.tags.none });
    else if (report.problem.value)
        said = a(ReportProblem, { of: report });
    return (a("main", { class: "one", children: a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: title }), said] }) }));
}

export { AccountShown, Choice, CsvLink, RangeChoice, ReportProblem, STEPS, count, day, dayIn, daysOf, duration, money, ownZone, percent, readRange, readerToken, reportPath, shift, span, startOf, stepsOf, toTheSecond, useReport, when, zoneOf };
