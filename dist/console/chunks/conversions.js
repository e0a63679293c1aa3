import { a$1 as a, $, useSignal, A } from './preact.js';
import { TEXT, linkTo, callApi, explain, demo, routeQuery, go, stand } from '../main.js';
import { AnswerTable } from './answerTable.js';
import { daysOf, startOf, money, useReport, ReportProblem, when, CsvLink, readerToken, readRange, Choice, RangeChoice, span, toTheSecond, count, AccountShown, ownZone } from './accountShown.js';
import { SignedIn } from './signedIn.js';
import './durations.js';
import './accountChoice.js';
import './useAnswer.js';
import './signIn.js';
import './form.js';

/**
 * The paths of the API by which conversions are asked for.
 * @param now whose day is the last
 */
function conversionPaths(view, account, now, timeZone) {
    const { from, to } = daysOf(view.range, now, timeZone);
    const query = new URLSearchParams({
        account_id: account,
        from: String(startOf(from, timeZone)),
        to: String(startOf(to, timeZone)),
    });
    if (view.pixel)
        query.set('pixel_id', view.pixel);
    if (view.lineItem)
        query.set('line_item_id', view.lineItem);
    if (view.attribution)
        query.set('attribution', view.attribution);
    if (view.value)
        query.set('value', view.value);
    const groups = view.by.length ? `&by=${view.by.join(',')}` : '';
    return { list: `conversions?${query}`, totals: `conversions/totals?${query}${groups}` };
}
/** The address of one conversion's page; none where its event is gone. */
const placeOf = ({ pixel_id, writeKey, messageId }, account) => messageId === null
    ? undefined
    : `conversions/${pixel_id}/${writeKey}/${encodeURIComponent(messageId)}?${new URLSearchParams({ account })}`;
/** The path of the API of the conversion that an address is of; undefined where it is none. */
function pathOf(rest) {
    const [, pixel, writeKey, messageId] = /^(\d{1,10})\/([0-9a-f]{32})\/([^/]+)$/.exec(rest) ?? [];
    return messageId && `conversions/${pixel}/${messageId}?writeKey=${writeKey}`;
}

const T$7 = TEXT.conversions;
/** What is to be known of a conversion's value, in short. */
function Marks({ of: { marks, signed, refunded } }) {
    const notes = [
        ...marks.map((mark) => [T$7.marks[mark][0], T$7.marks[mark][1]]),
        ...(signed ? [[T$7.signed, '']] : []),
        ...(refunded > 0 ? [[T$7.refunded, '']] : []),
    ];
    return (a($, { children: notes.map(([text, title]) => (a("span", { class: "mark", title: title || undefined, children: text }, text))) }));
}

const T$6 = TEXT.conversions;
/** Whether it is a visit that some campaign brought, and no ad of a line item. */
const isLanding = ({ line_item_id, campaign }) => line_item_id === null && campaignText(campaign) !== '';
/** What a touch was of: a line item's ad, or the campaign of a landing. */
function touchText({ line_item_id, campaign_id, campaign }, lineItems) {
    if (line_item_id !== null)
        return T$6.lineItem(named(line_item_id, lineItems));
    const landing = campaignText(campaign);
    if (landing)
        return T$6.landing(landing);
    return campaign_id === null ? T$6.ad : T$6.campaign(String(campaign_id));
}
/** A name; of what has none, or is not known, its number. */
const nameOf = (id, names) => names.get(id) || String(id);
/** A name and its number, or the number alone. */
function named(id, names) {
    const name = names.get(id);
    return name === undefined ? String(id) : `“${name}” (${id})`;
}
/** The little by which a campaign is known; '' where it says nothing. */
function campaignText(campaign) {
    if (!campaign)
        return '';
    const text = (name) => (typeof campaign[name] === 'string' ? campaign[name] : '');
    const from = [text('source'), text('medium')].filter(Boolean).join(' / ');
    const name = text('name');
    if (name || from)
        return name && from ? `${name} (${from})` : name || from;
    return Object.keys(campaign).join(', ');
}

/** What something is worth; a dash where nothing is known. */
const worth = (value, currency) => value === null ? '–' : money(value, currency ?? '');

const T$5 = TEXT.conversions;
/** The conversions, newest first, each with a link to all that is known of it. */
function ConversionList({ path, account, names }) {
    const report = useReport(path);
    const first = report.answer.value;
    const more = useSignal({ conversions: [], next: null });
    const problem = useSignal('');
    A(() => {
        more.value = { conversions: [], next: first?.next ?? null };
        problem.value = '';
    }, [first]);
    const load = async () => {
        try {
            const cursor = encodeURIComponent(more.value.next);
            const page = await callApi(`${path}&cursor=${cursor}`, readerToken());
            if (report.answer.value === first)
                more.value = { conversions: [...more.value.conversions, ...page.conversions], next: page.next };
        }
        catch (error) {
            problem.value = explain(error);
        }
    };
    const rows = [...(first?.conversions ?? []), ...more.value.conversions];
    return (a("section", { "aria-labelledby": "list", children: [a("h2", { id: "list", children: T$5.list }), a(ReportProblem, { of: report }), !first && !report.problem.value && a("p", { class: "hint", children: TEXT.loading }), first && rows.length === 0 && a("p", { class: "hint", children: T$5.none }), rows.length > 0 && (a("div", { class: "conversions", "aria-busy": report.isBusy.value, children: a(AnswerTable, { columns: [T$5.time, T$5.pixel, T$5.worth, T$5.attribution, T$5.order, T$5.notes], rows: rows.map((row, at) => {
                        const place = placeOf(row, account);
                        const time = when(row.time);
                        return {
                            key: `${row.pixel_id} ${row.writeKey} ${row.messageId ?? at}`,
                            cells: [
                                place ? (a("a", { href: linkTo(place), children: time }, "time")) : (time),
                                a(Long, { text: nameOf(row.pixel_id, names.pixel) }, "pixel"),
                                worth(row.value, row.currency),
                                a(Long, { text: creditText(row, names.lineItem) }, "touch"),
                                a(Long, { text: row.order_id ?? '' }, "order"),
                                a(Marks, { of: row }, "marks"),
                            ],
                        };
                    }) }) })), a("p", { class: "below", children: [more.value.next !== null && (a("button", { type: "button", onClick: () => void load(), children: TEXT.more })), rows.length > 0 && a(CsvLink, { path: path, name: "conversions", of: T$5.title }), problem.value && a("span", { class: "hint problem", children: problem.value })] })] }));
}
/** A text of any length, which strangers chose. */
const Long = ({ text }) => a("span", { class: "long", children: text });
function creditText(row, lineItems) {
    if (row.attribution === 'unattributed')
        return '–';
    const of = touchText(row, lineItems);
    return isLanding(row) ? of : `${T$5.kinds[row.attribution]}: ${of}`;
}

const ATTRIBUTIONS = ['', 'click', 'view', 'unattributed'];
const VALUES = ['', 'unreadable', 'read', 'unsigned'];
const GROUPS = ['pixel', 'line_item', 'attribution', 'hour'];
const USUAL_GROUPS = ['pixel', 'attribution'];
/** Reads an address's query. What it can't be, somebody has typed: it is as usual then. */
function readView(text) {
    const query = new URLSearchParams(text);
    const number = (name) => (/^\d{1,10}$/.test(query.get(name) ?? '') ? query.get(name) : '');
    const groups = query.get('by');
    return {
        account: query.get('account') ?? '',
        range: readRange(query.get('range') ?? '') ?? '28d',
        pixel: number('pixel'),
        lineItem: number('lineItem'),
        attribution: ATTRIBUTIONS.find(each => each === query.get('attribution')) ?? '',
        value: VALUES.find(each => each === query.get('value')) ?? '',
        by: groups === null ? USUAL_GROUPS : GROUPS.filter(each => groups.split(',').includes(each)),
    };
}
/** The query of an address that shows it. */
function writeView({ by, range, ...view }) {
    const query = new URLSearchParams(Object.entries(view).filter(([, value]) => value !== ''));
    if (range !== '28d')
        query.set('range', range);
    if (String(by) !== String(USUAL_GROUPS))
        query.set('by', String(by));
    return String(query);
}

const T$4 = TEXT.conversions;
/** Which conversions are shown. */
function Filters({ view, change, account, accounts, pixels, lineItems, timeZone }) {
    return (a("form", { class: "controls", method: "post", "aria-label": T$4.filters, onSubmit: event => event.preventDefault(), children: [accounts.length > 1 && (a(Choice, { id: "account", label: TEXT.tags.account, value: account, options: accounts.map(({ id, name }) => [id, name]), onChange: id => change({ account: id, pixel: '', lineItem: '' }) })), a(RangeChoice, { range: view.range, timeZone: timeZone, onChange: range => change({ range }) }), a(Choice, { id: "pixel", label: T$4.pixel, value: view.pixel, options: [['', T$4.allPixels], ...options(pixels, view.pixel)], onChange: pixel => change({ pixel }) }), a(Choice, { id: "line-item", label: T$4.lineItemChoice, value: view.lineItem, options: [['', T$4.allLineItems], ...options(lineItems, view.lineItem)], onChange: lineItem => change({ lineItem }) }), a(Choice, { id: "attribution", label: T$4.attribution, value: view.attribution, options: ATTRIBUTIONS.map(each => [each, T$4.attributions[each]]), onChange: attribution => change({ attribution }) }), a(Choice, { id: "value", label: T$4.value, value: view.value, options: VALUES.map(each => [each, T$4.values[each]]), onChange: value => change({ value }) })] }));
}
/** One that the address names is there whether it is among them or not. */
function options(rows, chosen) {
    const all = rows.map(({ id, name }) => [String(id), name]);
    return chosen && !all.some(([id]) => id === chosen) ? [...all, [chosen, chosen]] : all;
}

const T$3 = TEXT.conversions;
const MINUTE = 60_000;
/** What a conversion is credited to, and why, in one sentence. */
function sentence({ conversion, rule, touches }, lineItems, place = {}) {
    const { attribution, touch_time, time } = conversion;
    if (attribution === 'unattributed' || touch_time === null) {
        if (conversion.anonymousId === null && conversion.userId === null)
            return T$3.creditedToNobody;
        return touches.length ? T$3.creditedToNone(touches.length) : T$3.creditedToNothing;
    }
    const touch = touches.find(({ verdict }) => verdict === 'credited');
    const day = new Date(touch_time).toLocaleDateString(place.locale, {
        timeZone: place.timeZone,
        day: 'numeric',
        month: 'long',
        year: 'numeric',
    });
    const before = Date.parse(time) - Date.parse(touch_time);
    const minutes = rule && (attribution === 'click' ? rule.click_window : rule.view_window);
    const of = touch ?? conversion;
    const text = touchText(of, lineItems);
    return T$3.credited(isLanding(of) ? T$3.theVisit(text) : T$3.touch[attribution](text), day, before >= 1000 ? T$3.spanBefore(span(before, place)) : T$3.atOnce, minutes === null ? '' : T$3.within(span(minutes * MINUTE, place), T$3.afterTouch[attribution]));
}
/** What a pixel credits, in one sentence. */
function ruleSentence(rule, lineItems, place = {}) {
    const window = (minutes) => span(minutes * MINUTE, place);
    const first = T$3.rules[rule.trigger_type](window(rule.click_window), window(rule.view_window));
    const items = rule.line_item_ids.map(id => lineItems.get(id) ?? String(id));
    return [
        first,
        ...(items.length ? [T$3.onlyOf(new Intl.ListFormat(place.locale).format(items))] : []),
        ...(rule.landings_count ? [] : [T$3.noLandings]),
    ].join(' ');
}

/** Names of an account's pixels and line items, of the first of them: others are told by their numbers. */
function useNames(account) {
    const query = new URLSearchParams({ advertiser_code: account });
    const pixels = useReport(`pixel?${query}`).answer.value?.response.pixels;
    const items = useReport(`line-item?${query}`).answer.value?.response['line-items'] ?? [];
    const byId = (rows) => new Map(rows.map(({ id, name }) => [id, name]));
    return { pixels, lineItems: items, names: { pixel: byId(pixels ?? []), lineItem: byId(items) } };
}

const T$2 = TEXT.conversions;
/** One conversion: what it is credited to and why, and what else its visitor saw and clicked. @param rest which one */
function OneConversion({ rest, account }) {
    const report = useReport(pathOf(rest) ?? null);
    const { names } = useNames(account);
    const answer = report.answer.value;
    return (a("main", { class: "one overview", children: [a("p", { children: a("a", { href: linkTo(`conversions?${new URLSearchParams({ account })}`), children: ["\u2190 ", T$2.back] }) }), a("section", { "aria-labelledby": "one", children: [a("h2", { id: "one", children: T$2.one }), a(ReportProblem, { of: report }), !pathOf(rest) && a("p", { children: T$2.notThere }), pathOf(rest) && !answer && !report.problem.value && a("p", { class: "hint", children: TEXT.loading }), answer && a(Told, { answer: answer, names: names })] }), answer && a(TouchTable, { answer: answer, names: names })] }));
}
function Told({ answer, names }) {
    const { conversion, rule } = answer;
    const facts = [
        [T$2.time, toTheSecond(conversion.time)],
        [T$2.pixel, named(conversion.pixel_id, names.pixel)],
        [T$2.worth, worth(conversion.value, conversion.currency)],
        [T$2.refunded, conversion.refunded ? worth(conversion.refunded, conversion.currency) : ''],
        [T$2.valueSent, conversion.value_sent],
        [T$2.order, conversion.order_id],
        [T$2.visitor, conversion.anonymousId],
        [T$2.user, conversion.userId],
    ].filter((fact) => Boolean(fact[1]));
    return (a($, { children: [a("p", { class: "lead", children: sentence(answer, names.lineItem) }), a("dl", { class: "facts", children: facts.map(([name, text]) => (a("div", { children: [a("dt", { children: name }), a("dd", { children: text })] }, name))) }), conversion.marks.map(mark => (a("p", { children: [a("span", { class: "mark", children: T$2.marks[mark][0] }), " ", T$2.marks[mark][1]] }, mark))), rule && (a($, { children: [a("h3", { children: T$2.ruleTitle }), a("p", { children: ruleSentence(rule, names.lineItem) })] }))] }));
}
const TouchTable = ({ answer: { touches, whole }, names }) => (a("section", { "aria-labelledby": "touches", children: [a("h2", { id: "touches", children: T$2.touches }), touches.length === 0 ? (a("p", { class: "hint", children: T$2.noTouches })) : (a(AnswerTable, { columns: [T$2.time, T$2.kind, T$2.of, T$2.why], rows: touches.map((touch, at) => ({
                key: String(at),
                cells: [
                    toTheSecond(touch.time),
                    T$2.kinds[touch.kind],
                    touchText(touch, names.lineItem),
                    a("span", { class: touch.verdict === 'credited' ? 'good' : undefined, children: [T$2.verdicts[touch.verdict], touch.counts_from !== touch.time && ` ${T$2.windowFrom(toTheSecond(touch.counts_from))}`] }, "why"),
                ],
            })) })), !whole && a("p", { class: "hint", children: T$2.notAll })] }));

const T$1 = TEXT.conversions;
/** How many conversions, and what they are worth, told apart as the reader chooses. */
function Totals({ view, change, path, names }) {
    const report = useReport(path);
    const totals = report.answer.value?.totals;
    const title = {
        pixel: T$1.pixel,
        line_item: T$1.lineItemChoice,
        attribution: T$1.attribution,
        hour: T$1.hour,
    };
    const text = (total, group) => {
        if (group === 'pixel')
            return nameOf(total.pixel_id, names.pixel);
        if (group === 'attribution')
            return T$1.attributions[total.attribution];
        if (group === 'hour')
            return when(total.hour);
        return total.line_item_id == null ? '–' : nameOf(total.line_item_id, names.lineItem);
    };
    return (a("section", { "aria-labelledby": "totals", children: [a("div", { class: "title", children: [a("h2", { id: "totals", children: T$1.totals }), a("fieldset", { class: "bare together", "aria-label": T$1.by, children: [a("span", { class: "hint", children: T$1.by }), GROUPS.map(group => (a("label", { children: [a("input", { type: "checkbox", checked: view.by.includes(group), onChange: event => {
                                            const isChosen = event.currentTarget.checked;
                                            change({ by: GROUPS.filter(each => (each === group ? isChosen : view.by.includes(each))) });
                                        } }), ' ', T$1.groups[group]] }, group)))] })] }), a(ReportProblem, { of: report }), !totals && !report.problem.value && a("p", { class: "hint", children: TEXT.loading }), totals?.length === 0 && a("p", { class: "hint", children: T$1.none }), totals && totals.length > 0 && (a("div", { class: "numbers", "aria-busy": report.isBusy.value, children: [a(AnswerTable, { columns: [...view.by.map(group => title[group]), T$1.count, T$1.worth, T$1.refunded], rows: totals.map(total => {
                            const [first, ...others] = [
                                ...view.by.map(group => text(total, group)),
                                count(total.count),
                                worth(total.value, total.currency),
                                total.refunded ? worth(total.refunded, total.currency) : '',
                            ];
                            return { key: JSON.stringify(total), cells: [first, ...others] };
                        }) }), a("p", { class: "below", children: a(CsvLink, { path: path, name: "totals", of: T$1.totals }) })] }))] }));
}

const PAGE = 'conversions';
const T = TEXT.conversions;
/** The conversions, and one of them. @param rest of its address, '' for all of them */
function Conversions({ rest = '' }) {
    return demo ? a(Of, { rest: rest }) : a(SignedIn, { children: a(Of, { rest: rest }) });
}
function Of({ rest }) {
    const view = readView(routeQuery.value);
    const show = (part) => `${PAGE}?${writeView({ ...view, ...part })}`;
    return (a(AccountShown, { title: T.title, account: view.account, page: PAGE, onStand: account => stand(rest ? `${PAGE}/${rest}?${writeView({ ...view, account })}` : show({ account })), children: (shown, accounts) => rest ? (a(OneConversion, { rest: rest, account: shown.id }, rest)) : (a(All, { view: view, account: shown.id, accounts: accounts, change: part => go(show(part)) }, shown.id)) }));
}
function All({ view, account, accounts, change }) {
    const { pixels, lineItems, names } = useNames(account);
    const timeZone = ownZone();
    const { list, totals } = conversionPaths(view, account, Date.now(), timeZone);
    return (a("main", { class: "one overview", children: [a("h2", { class: "unseen", children: T.title }), a(Filters, { view: view, change: change, account: account, accounts: accounts, pixels: pixels ?? [], lineItems: lineItems, timeZone: timeZone }), pixels?.length === 0 && a("p", { children: T.noPixel }), a(Totals, { view: view, change: change, path: totals, names: names }), a(ConversionList, { path: list, account: account, names: names })] }));
}

export { Conversions as default };
