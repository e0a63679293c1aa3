import { A, a$1 as a } from './preact.js';
import { TEXT, ApiError, openApi, callApi, find, collectorPath, who, demo } from '../main.js';
import { textAt } from './liveEvent.js';
import { HOUR_MS, MINUTE_MS } from './durations.js';
import { scriptPath, javascript } from './scriptPath.js';

/** Makes an element. Text stays text, whatever is in it: nothing on these pages is ever parsed as markup. */
function element(name, attributes = {}, ...children) {
    return complete(document.createElement(name), attributes, children);
}
/** The same for a picture's elements. */
function svgElement(name, attributes = {}, ...children) {
    return complete(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}
function complete(made, attributes, children) {
    for (const [name, value] of Object.entries(attributes))
        if (value !== undefined)
            made.setAttribute(name, value);
    made.append(...children);
    return made;
}

const STEP = 4;
const HEIGHT = 20;
/** A bar for each hour, as high as it is among its own row's. */
function hourBars(hours) {
    const peak = Math.max(...hours);
    const bars = hours.map((count, index) => {
        // Even a single event among thousands is to be seen, and an hour without one still has its place.
        const height = count ? Math.max(2, (count / peak) * HEIGHT) : 1;
        return svgElement('rect', {
            class: count ? undefined : 'none',
            x: String(index * STEP),
            y: String(HEIGHT - height),
            width: String(STEP - 1),
            height: String(height),
        });
    });
    const label = `the last ${hours.length} hours; at most ${peak} in one, ${hours.at(-1)} in this one`;
    const size = { viewBox: `0 0 ${hours.length * STEP - 1} ${HEIGHT}`, preserveAspectRatio: 'none' };
    return svgElement('svg', { class: 'bars', role: 'img', 'aria-label': label, ...size }, ...bars);
}

/** Most rows: anyone who has the write key can make up names without end. */
const MAX_ROWS = 20;
/** Fills the table's body with a row for each event. */
function countTable(body, rows) {
    const shown = rows
        .slice(0, MAX_ROWS)
        .map(({ name, total, hours }) => element('tr', {}, element('th', { scope: 'row', title: name }, name), element('td', { class: 'total' }, total.toLocaleString()), element('td', {}, hourBars(hours))));
    const more = rows.length - shown.length;
    if (more > 0)
        shown.push(element('tr', {}, element('td', { colspan: '3' }, `and ${more} more`)));
    body.replaceChildren(...shown);
}

const CONVERSIONS = ['conversion', 'microconversion'];
/** Enough of a uuid to tell the visitors on a page apart. */
const SHORT_ID = 8;
/** The few texts by which an event is known in a list. */
function eventRow(event, place = {}) {
    const type = textAt(event, 'context', 'pixel', 'type');
    return {
        time: clock(new Date(event.timestamp), place),
        name: textAt(event, event.type === 'page' ? 'name' : 'event') || 'page view',
        kind: CONVERSIONS.find(known => known === type) ?? event.type,
        page: page(event),
        campaign: campaign(event),
        revenue: money(textAt(event, 'properties', 'revenue'), textAt(event, 'properties', 'currency'), place),
        visitor: textAt(event, 'anonymousId').slice(0, SHORT_ID) || textAt(event, 'userId'),
        session: session(textAt(event, 'context', 'sessionId'), place),
    };
}
function clock(time, { locale, timeZone }) {
    const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
    return Number.isNaN(+time) ? '' : time.toLocaleTimeString(locale, { ...parts, timeZone });
}
function page(event) {
    const path = textAt(event, 'context', 'page', 'path') || textAt(event, 'properties', 'path');
    return path ? path + textAt(event, 'context', 'page', 'search') : textAt(event, 'context', 'page', 'url');
}
function campaign(event) {
    const [name, ...from] = ['name', 'source', 'medium'].map(key => textAt(event, 'context', 'campaign', key));
    const origin = from.filter(Boolean).join(' / ');
    return name && origin ? `${name} (${origin})` : name || origin;
}
/** In the reader's way of writing it where it is an amount of a known currency, else as it was sent. */
function money(revenue, currency, { locale }) {
    const amount = Number(revenue);
    if (revenue.trim() && Number.isFinite(amount) && /^[A-Z]{3}$/i.test(currency))
        return amount.toLocaleString(locale, { style: 'currency', currency });
    return revenue && `${revenue} ${currency}`.trim();
}
function session(id, place) {
    return /^\d{12,14}$/.test(id) ? clock(new Date(Number(id)), place) : id.slice(0, SHORT_ID);
}

/** A value as a nested list: every key, every text as it came. */
function eventTree(value) {
    const entries = Object.entries(value);
    return element('ul', { class: 'tree' }, ...entries.map(([key, child]) => typeof child === 'object' && child !== null
        ? element('li', {}, element('b', {}, key), eventTree(child))
        : element('li', {}, element('b', {}, key), ' ', leaf(child))));
}
const leaf = (value) => element('span', { class: 'leaf' }, value === '' ? '""' : String(value));

/** The visitor of an event; undefined where it names none. */
function visitorOf(event) {
    for (const by of ['anonymousId', 'userId']) {
        const id = textAt(event, by);
        if (id)
            return { by, id };
    }
    return undefined;
}
const isOf = (event, { by, id }) => textAt(event, by) === id;

const T$3 = TEXT.way;
/** An event's way in sentences, a line each. */
const wayList = (way) => element('dl', { class: 'way' }, ...linesOf(way).flatMap(([what, ...lines]) => [
    element('dt', {}, what),
    ...lines.map(line => element('dd', {}, line)),
]));
function linesOf(way) {
    const { counted, conversions } = way;
    return [
        [
            T$3.received,
            T$3.receivedAt(timeOf(way.received_at), way.late_ms, way.clamped),
            T$3.stored(way.bytes.toLocaleString()),
        ],
        [T$3.counted, countedLine(way), ...(counted?.repeat_of ? [T$3.repeats(counted.repeat_of)] : [])],
        [
            T$3.credited,
            ...(conversions.length ? conversions.map(creditLine) : [counted?.repeat_of ? T$3.noneAgain : T$3.none]),
        ],
    ];
}
const countedLine = ({ counted, event }) => counted ? T$3.countedAs(counted.kind, T$3.by[counted.by] ?? counted.by, counted.said) : T$3.ownName(event);
function creditLine(conversion) {
    const { rule, attribution, touch_time, pixel_id } = conversion;
    const name = rule?.name ?? `${pixel_id}`;
    const worth = moneyOf(conversion);
    if (attribution === 'unattributed' || touch_time === null)
        return T$3.unattributed(name, worth, whenNone(rule));
    const windowMinutes = rule && (attribution === 'click' ? rule.click_minutes : rule.view_minutes);
    return T$3.creditedTo({
        name,
        worth,
        what: T$3.touches[attribution],
        of: originOf(conversion),
        at: timeOf(touch_time),
        before: spanOf((Date.parse(conversion.time) - Date.parse(touch_time)) / 60_000),
        within: windowMinutes === null ? '' : spanOf(windowMinutes),
    });
}
function whenNone(rule) {
    if (!rule)
        return '';
    const click = rule.trigger === 'view' ? [] : [T$3.noClick(spanOf(rule.click_minutes))];
    const view = rule.trigger === 'click' ? [] : [T$3.noView(spanOf(rule.view_minutes))];
    return [...click, ...view].join(T$3.nor);
}
function originOf({ line_item_id, campaign_id, campaign }) {
    const named = ['name', 'source', 'medium']
        .map(key => campaign?.[key])
        .filter(each => typeof each === 'string');
    return [
        ...named,
        ...(line_item_id === null ? [] : [T$3.lineItem(line_item_id)]),
        ...(campaign_id === null ? [] : [T$3.campaign(campaign_id)]),
    ].join(', ');
}
function moneyOf({ value, currency }) {
    if (value === null)
        return '';
    return currency && /^[A-Z]{3}$/.test(currency)
        ? value.toLocaleString(undefined, { style: 'currency', currency })
        : `${value.toLocaleString()} ${currency ?? ''}`.trim();
}
const timeOf = (time) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
/** Minutes in the largest unit that leaves no more than a decimal. */
function spanOf(minutes) {
    const [unit, size] = [
        ['day', 1440],
        ['hour', 60],
        ['minute', 1],
    ].find(([, size]) => minutes >= size) ?? ['minute', 1];
    return (minutes / size).toLocaleString(undefined, {
        style: 'unit',
        unit,
        unitDisplay: 'long',
        maximumFractionDigits: 1,
    });
}

/** One event in the list: a row, and on a click the whole of it with what became of it. */
function eventItem(event, looking) {
    const row = eventRow(event);
    const field = (name, title) => element('span', { 'data-field': name, title: title || row[name] || undefined }, row[name]);
    const visitor = field('visitor', visitorOf(event)?.id);
    const details = element('details', {}, element('summary', {}, field('time', event.timestamp), element('span', { class: 'what' }, field('name'), ' ', field('kind')), field('page', textAt(event, 'context', 'page', 'url')), field('campaign'), field('revenue'), visitor, field('session', textAt(event, 'context', 'sessionId'))));
    // For the mouse; by the keyboard there is a button in what opens.
    visitor.addEventListener('click', click => {
        const whom = visitorOf(event);
        if (!whom)
            return;
        click.preventDefault();
        looking.onVisitor(whom);
    });
    // Two hundred trees that nobody opens would be most of the page.
    details.addEventListener('toggle', () => void showAll(details, event, looking), { once: true });
    return element('li', { class: row.kind, 'data-message-id': event.messageId }, details);
}
async function showAll(details, event, looking) {
    const way = element('div', { class: 'become' });
    details.append(way);
    const visitor = visitorOf(event);
    if (visitor) {
        const button = element('button', { type: 'button' }, TEXT.live.onlyVisitor);
        button.addEventListener('click', () => looking.onVisitor(visitor));
        way.append(button);
    }
    void showWay(way, event, looking);
    if (event.whole === undefined)
        return details.append(eventTree(event));
    const note = element('p', { class: 'hint', role: 'status' }, 'A large event: fetching all of it…');
    details.append(note);
    try {
        note.replaceWith(eventTree(await looking.readWhole(event)));
    }
    catch (error) {
        note.textContent = `Not all of it can be shown: ${error.message}`;
        details.append(eventTree(event));
    }
}
async function showWay(box, event, { readWay }) {
    const note = element('p', { class: 'hint', role: 'status' }, TEXT.way.asking);
    box.prepend(note);
    try {
        note.replaceWith(wayList(await readWay(event)));
    }
    catch (error) {
        note.textContent = TEXT.way.unknown(error.message);
    }
}

/**
 * Reads server-sent events: the data of each. `EventSource` would do it, but can't send the header that the
 * API token travels in.
 */
async function* serverEvents(body, { onChunk, onNamed } = {}) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    try {
        let rest = '';
        for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
            onChunk?.();
            const blocks = (rest + chunk.value).split('\n\n');
            rest = blocks.pop();
            for (const block of blocks) {
                const data = fieldOf(block, 'data');
                const name = fieldOf(block, 'event');
                if (data === undefined)
                    continue;
                if (name === undefined)
                    yield data;
                else
                    onNamed?.(name, data);
            }
        }
    }
    finally {
        // However the reading ended; after a lost connection there is nothing left to cancel.
        await reader.cancel().catch(() => { });
    }
}
function fieldOf(block, name) {
    const begin = `${name}:`;
    const lines = block.split('\n').filter(line => line.startsWith(begin));
    return lines.length ? lines.map(line => line.slice(begin.length).replace(/^ /, '')).join('\n') : undefined;
}

/** Most events on the page, and what is loaded at first. */
const MAX_EVENTS = 200;
/** The collector shows every 15 s that it lives; twice and a half that is a dead line. */
const SILENCE_MS = 40_000;
/** The first wait before another try; each is twice as long as the last, up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Follows a tag's events: the newest stored ones, then each as it is stored. Returns the function that ends it. */
function followEvents(line) {
    const ended = new AbortController();
    void follow(line, ended.signal);
    return () => ended.abort();
}
async function follow(line, ended) {
    line.onState('connecting');
    for (let wait = FIRST_WAIT_MS; !ended.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
        try {
            await read(line, ended, () => {
                wait = FIRST_WAIT_MS / 2;
            });
        }
        catch (error) {
            if (ended.aborted)
                return;
            // What was refused is refused the next time too, unless there was too much of it.
            if (error instanceof ApiError && error.status < 500 && error.status !== 429)
                return line.onState('refused', error);
        }
        if (ended.aborted)
            return;
        line.onState('waiting');
        await pause(wait, ended);
    }
}
async function read(line, ended, onLive) {
    const silent = new AbortController();
    let timer = setTimeout(() => silent.abort(), SILENCE_MS);
    const stillAlive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => silent.abort(), SILENCE_MS);
    };
    const signal = AbortSignal.any([ended, silent.signal]);
    const tag = new URLSearchParams({ writeKey: line.writeKey });
    try {
        // The stream first: what is stored while the older events load waits in it.
        const stream = await openApi(`/events/stream?${tag}&refusals=true`, line.token, { signal });
        const path = `/events?${tag}&limit=${MAX_EVENTS}`;
        const { events } = await callApi(path, line.token, { signal });
        line.onEvents(events.reverse());
        const { refusals } = await callApi(`/refusals?${tag}`, line.token, { signal });
        line.onRefusals(refusals.reverse());
        line.onState('live');
        onLive();
        const onNamed = (name, text) => {
            if (name === 'refusal')
                line.onRefusals([JSON.parse(text)]);
        };
        for await (const text of serverEvents(stream.body, { onChunk: stillAlive, onNamed }))
            line.onEvents([JSON.parse(text)]);
    }
    finally {
        clearTimeout(timer);
        silent.abort();
    }
}
/** Ends early when the page is left alone or the network comes back. */
function pause(ms, ended) {
    return new Promise(resolve => {
        const timer = setTimeout(done, ms);
        function done() {
            clearTimeout(timer);
            removeEventListener('online', done);
            ended.removeEventListener('abort', done);
            resolve();
        }
        addEventListener('online', done);
        ended.addEventListener('abort', done);
    });
}

/** Whether an event has a text anywhere: in what its row shows, or in what it says. */
function isShown(event, text) {
    const asked = text.trim().toLowerCase();
    if (!asked)
        return true;
    const row = Object.values(eventRow(event)).join('\n');
    return `${row}\n${JSON.stringify(event)}`.toLowerCase().includes(asked);
}

/** How long events wait for others, so that a burst is one change of the page. */
const BATCH_MS = 30;
/** The newest events, newest on top. */
function eventList(list, onChange, looking) {
    const items = new Map();
    let waiting = [];
    let timer;
    let text = '';
    let visitor = null;
    let isPaused = false;
    let isReplaced = false;
    let came = 0;
    const tell = () => {
        const shown = [...items.values()].filter(({ element }) => !element.hidden).length;
        onChange({ all: items.size, shown, waiting: came });
    };
    const show = (events) => {
        for (const event of events) {
            if (items.has(event.messageId))
                continue;
            const element = eventItem(event, looking);
            element.hidden = !isShown(event, text);
            items.set(event.messageId, { event, element });
            list.prepend(element);
        }
        // A Map gives its keys in the order of their coming.
        for (const [messageId, { element }] of items) {
            if (items.size <= MAX_EVENTS)
                break;
            items.delete(messageId);
            element.remove();
        }
        tell();
    };
    const flush = () => {
        timer = undefined;
        if (isPaused || isReplaced)
            return tell();
        came = 0;
        show(waiting.splice(0));
    };
    const soon = () => {
        timer ??= setTimeout(flush, BATCH_MS);
    };
    const empty = () => {
        items.clear();
        list.replaceChildren();
    };
    return {
        add(events) {
            const taken = visitor ? events.filter(each => isOf(each, visitor)) : events;
            if (isPaused)
                came += taken.filter(({ messageId }) => !items.has(messageId)).length;
            // In a tab that is not seen timers are slow; the events on top are all that will be shown.
            waiting = [...waiting, ...taken].slice(-MAX_EVENTS);
            soon();
        },
        pause(paused) {
            isPaused = paused;
            came = 0;
            flush();
        },
        filter(asked) {
            text = asked;
            for (const { event, element } of items.values())
                element.hidden = !isShown(event, text);
            tell();
        },
        follow(whom) {
            visitor = whom;
            isReplaced = true;
            // What waited is among those that will be there instead.
            waiting = [];
            came = 0;
        },
        replace(events) {
            isReplaced = false;
            empty();
            show(events);
            soon();
        },
        clear() {
            clearTimeout(timer);
            timer = undefined;
            waiting = [];
            came = 0;
            visitor = null;
            isReplaced = false;
            empty();
            tell();
        },
        stop() {
            clearTimeout(timer);
        },
    };
}

const HOURS = 24;
/** The start of the first of the hours that are shown. */
const firstHour = (now) => now - (now % HOUR_MS) - (HOURS - 1) * HOUR_MS;
const nameOf = (type, event) => {
    if (type === 'page')
        return event ? `page view: ${event}` : 'page view';
    if (type === 'track')
        return event;
    return `${type === 'fire' ? 'conversion pixel' : type} ${event}`;
};
/** The counts by event, the most frequent first. */
function countRows(counts, now) {
    const rows = new Map();
    for (const { type, event, hour, count } of counts) {
        const index = (Date.parse(hour) - firstHour(now)) / HOUR_MS;
        if (!(index >= 0 && index < HOURS))
            continue;
        const key = `${type} ${event}`;
        const name = nameOf(type, event);
        const row = rows.get(key) ?? { name, total: 0, hours: Array(HOURS).fill(0) };
        row.hours[Math.floor(index)] += count;
        row.total += count;
        rows.set(key, row);
    }
    return [...rows.values()].sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
}

/** The least time between two questions, however many events arrive. */
const GAP_MS = 1000;
/** Without events the hours still move on. */
const IDLE_MS = MINUTE_MS;
/** A day has at most 200 names that nobody knows in each hour: what is known comes to as much again at most. */
const MAX_PAGES = 10;
/**
 * Keeps a tag's counts. It asks for them anew where it could add up what arrives: the collector alone knows
 * which events it counted, and in which hour.
 */
function followCounts({ token, writeKey, onRows }) {
    const ended = new AbortController();
    let isBusy = false;
    let isStale = false;
    const refresh = async () => {
        isStale = true;
        if (isBusy)
            return;
        isBusy = true;
        while (isStale && !ended.signal.aborted) {
            isStale = false;
            // A failure shows in the line's state, which comes back here once it is live again.
            await read().catch(() => { });
            await new Promise(resolve => setTimeout(resolve, GAP_MS));
        }
        isBusy = false;
    };
    const read = async () => {
        const query = new URLSearchParams({ writeKey, from: String(firstHour(Date.now())) });
        const all = [];
        for (let page = 0, next = ''; next !== null && page < MAX_PAGES; page++) {
            if (next)
                query.set('cursor', next);
            const answer = await callApi(`/counts?${query}`, token, { signal: ended.signal });
            for (const count of answer.counts)
                all.push(count);
            ({ next } = answer);
        }
        if (!ended.signal.aborted)
            onRows(countRows(all, Date.now()));
    };
    const timer = setInterval(refresh, IDLE_MS);
    return {
        refresh,
        stop() {
            clearInterval(timer);
            ended.abort();
        },
    };
}

const TEXTS = {
    idle: 'Not connected',
    connecting: 'Connecting…',
    live: 'Live',
    waiting: 'Disconnected, trying again…',
    refused: 'Refused by the collector',
};
/** Says how the line to the collector is; only when that changes, for it is read aloud. */
function lineNote(note) {
    return state => {
        note.dataset.state = state;
        if (note.textContent !== TEXTS[state])
            note.textContent = TEXTS[state];
    };
}

const T$2 = TEXT.live;
/** What takes the space bar for itself. */
const OWN_SPACE = 'a, button, summary, input, select, textarea, [contenteditable], [tabindex]';
/**
 * What stands above the list: pause, a filter by text, and whose events it shows.
 * @param read fetches a visitor's newest events and has the list show them
 */
function listControls(list, read) {
    const button = find('pause', HTMLButtonElement);
    const filter = find('filter', HTMLInputElement);
    const note = find('filter-note', HTMLElement);
    const box = find('visitor-box', HTMLElement);
    const ended = new AbortController();
    const { signal } = ended;
    let isPaused = false;
    let visitor = null;
    const pause = (paused) => {
        isPaused = paused;
        button.setAttribute('aria-pressed', String(paused));
        list.pause(paused);
    };
    const follow = (whom) => {
        visitor = whom;
        box.hidden = whom === null;
        find('visitor', HTMLElement).textContent = whom === null ? '' : T$2.visitor(whom.id);
        list.follow(whom);
        read(whom).catch(() => {
            // As the line's state says: what is there is shown.
            if (visitor === whom)
                list.replace([]);
        });
    };
    button.addEventListener('click', () => pause(!isPaused), { signal });
    filter.addEventListener('input', () => list.filter(filter.value), { signal });
    find('everybody', HTMLButtonElement).addEventListener('click', () => {
        follow(null);
        filter.focus();
    }, { signal });
    addEventListener('keydown', event => {
        const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
        if (ctrlKey || metaKey || altKey || repeat || !(target instanceof Element))
            return;
        if (!(key === 'p' || key === ' '))
            return;
        if (target.closest(key === ' ' ? OWN_SPACE : 'input, select, textarea, [contenteditable]'))
            return;
        event.preventDefault();
        pause(!isPaused);
    }, { signal });
    return {
        tell({ all, shown, waiting }) {
            find('no-events', HTMLElement).hidden = all > 0;
            const said = filter.value.trim() ? T$2.some(shown, all) : '';
            if (note.textContent !== said)
                note.textContent = said;
            button.textContent = isPaused ? T$2.goOn(waiting) : T$2.pause;
        },
        follow,
        visitor: () => visitor,
        reset() {
            visitor = null;
            box.hidden = true;
            list.clear();
            pause(false);
        },
        stop: () => ended.abort(),
    };
}

/** Fetches what became of an event. */
const readWay = ({ messageId }, { token, writeKey }) => callApi(`/events/way?${new URLSearchParams({ writeKey, messageId })}`, token);

/** Fetches all of an event. Its own address is made here: a token goes nowhere that an event says. */
async function readWhole({ messageId }, { token, writeKey }) {
    const path = `/events?${new URLSearchParams({ writeKey, messageId })}`;
    const { events } = await callApi(path, token);
    if (!events[0])
        throw new Error('it is not stored any more');
    return events[0];
}

const T$1 = TEXT.live;
/**
 * Beacons that were refused, the last on top, with what helps.
 * @param box what is hidden while there are none
 * @param sum says how many there are
 */
function refusalList(box, sum, list) {
    const known = new Map();
    const show = () => {
        const shown = [...known.values()].reverse();
        box.hidden = !shown.length;
        sum.textContent = T$1.refused(shown.length, shown.reduce((count, each) => count + each.count, 0));
        list.replaceChildren(...shown.map(refusalItem));
    };
    return {
        add(refusals) {
            for (const each of refusals) {
                known.delete(each.id);
                known.set(each.id, each);
            }
            for (const id of [...known.keys()].slice(0, -100))
                known.delete(id);
            show();
        },
        clear() {
            known.clear();
            show();
        },
    };
}
function refusalItem({ status, reason, fix, method, route, host, writeKey, parameters, count, last_at, }) {
    const last = new Date(last_at).toLocaleTimeString(undefined, { hourCycle: 'h23' });
    const facts = [
        T$1.refusedTimes(count, last),
        host && T$1.refusedFrom(host),
        `${method} ${route}`,
        writeKey === null && T$1.refusedNoKey,
    ].filter(Boolean);
    return element('li', {}, element('p', {}, element('b', {}, `${status}: ${reason}`)), element('p', {}, fix), element('p', { class: 'hint' }, facts.join(' · ')), ...(parameters.length ? [element('p', { class: 'hint' }, T$1.refusedWith(parameters.join(', ')))] : []));
}

/** The base code of a tag, to be copied. Returns the function that says which tag. */
function snippetBox() {
    const box = find('snippet-box', HTMLElement);
    const code = find('snippet', HTMLTextAreaElement);
    const note = find('copy-note', HTMLElement);
    const spa = find('spa', HTMLInputElement);
    let shown;
    const show = (tag) => {
        shown = tag;
        box.hidden = !tag;
        note.textContent = '';
        if (!tag)
            return;
        const { writeKey, path } = tag;
        const options = { autoPage: spa.checked ? 'spa' : true };
        const scriptUrl = location.origin + collectorPath() + scriptPath(writeKey, path);
        code.value = javascript({ writeKey, scriptUrl, options });
    };
    spa.addEventListener('change', () => show(shown));
    find('copy', HTMLButtonElement).addEventListener('click', async () => {
        note.textContent = (await copy(code))
            ? 'Copied. Paste it into the head of every page.'
            : 'The browser does not allow it. The snippet is selected: press Ctrl+C or ⌘C.';
    });
    return show;
}
/** Away from https and localhost there is no clipboard: then all that is left to do is a key press. */
async function copy(code) {
    try {
        await navigator.clipboard.writeText(code.value);
        return true;
    }
    catch {
        code.focus();
        code.select();
        return false;
    }
}

/** Where the operator's token stays until the browser tab is closed. */
const KEPT = 'tgp-token';
/** Stands for the token of whoever is logged in, which is in his cookie. */
const OF_LOG_IN = '';
/** The choice of a tag: of whoever is logged in, of a token that the operator pastes, or the demo's. */
function tagPicker({ demo, isSignedIn, onChoose }) {
    const form = find('token-form', HTMLFormElement);
    const input = find('token', HTMLInputElement);
    const note = find('token-note', HTMLElement);
    const choice = find('choice', HTMLElement);
    const account = find('account', HTMLSelectElement);
    const tag = find('tag', HTMLSelectElement);
    let token = '';
    let asked = 0;
    const say = (text, isProblem = false) => {
        note.textContent = text;
        note.classList.toggle('problem', isProblem);
    };
    /** Runs the answer's part only while nothing newer was asked. */
    const ask = async (path, asToken, use) => {
        const turn = ++asked;
        say('Asking the collector…');
        try {
            const answer = await callApi(path, asToken);
            if (turn !== asked)
                return;
            say('');
            use(answer);
        }
        catch (error) {
            if (turn === asked)
                say(explain(error), true);
        }
    };
    let tags = [];
    const choose = () => {
        const chosen = tags.find(({ write_key }) => write_key === tag.value);
        onChoose(chosen ? { token, writeKey: chosen.write_key, path: chosen.path } : null);
    };
    const showTags = () => ask(`/accounts/${encodeURIComponent(account.value)}/tags`, token, answer => {
        tags = answer.tags;
        tag.replaceChildren(...tags.map(each => element('option', { value: each.write_key }, `${each.name} (${each.domain})`)));
        if (!tags.length)
            say(`This account has no tag yet. ${isSignedIn ? 'Make one under “Tags”.' : 'Sign in to make one, or: POST /accounts/{id}/tags {name, domain}'}`);
        choose();
    });
    const useToken = (pasted) => ask('/accounts', pasted, ({ accounts }) => {
        token = pasted;
        if (token !== OF_LOG_IN)
            sessionStorage.setItem(KEPT, token);
        input.value = '';
        account.replaceChildren(...accounts.map(({ id, name }) => element('option', { value: id }, name)));
        show(true);
        if (accounts.length)
            return void showTags();
        say(isSignedIn
            ? 'No account yet. Make one under “Tags”.'
            : 'This token sees no account yet. Sign in to make one, or: POST /accounts {id, name}');
        onChoose(null);
    });
    const show = (hasToken) => {
        choice.hidden = !hasToken;
        form.hidden = hasToken;
        find('demo-note', HTMLElement).hidden = hasToken || !demo;
        find('token-box', HTMLDetailsElement).open = hasToken || !demo;
        find('forget', HTMLElement).hidden = isSignedIn;
    };
    const forget = () => {
        asked++;
        sessionStorage.removeItem(KEPT);
        token = '';
        say('');
        show(false);
        onChoose(demo);
    };
    form.addEventListener('submit', event => {
        event.preventDefault();
        void useToken(input.value.trim());
    });
    account.addEventListener('change', showTags);
    tag.addEventListener('change', choose);
    find('forget', HTMLButtonElement).addEventListener('click', () => {
        forget();
        input.focus();
    });
    show(false);
    onChoose(isSignedIn ? null : demo);
    const kept = isSignedIn ? OF_LOG_IN : sessionStorage.getItem(KEPT);
    if (kept !== null)
        void useToken(kept);
    return {
        refuse(error) {
            forget();
            say(explain(error), true);
        },
        stop() {
            asked++;
        },
    };
}
function explain(error) {
    if (!(error instanceof ApiError))
        return 'The collector does not answer. Is it running?';
    if (error.status === 401)
        return `The collector does not take this token: ${error.message}.`;
    return `The collector refused: ${error.message}.`;
}

/** Younger than this, a page whose token is refused would be refused again: it must not reload for ever. */
const YOUNG_MS = 10_000;
/** Shows the events of a tag in the live page as they arrive. Returns the function that ends it. */
function startLive({ demo, isSignedIn, onSignedOut }) {
    const say = lineNote(find('line', HTMLElement));
    const showSnippet = snippetBox();
    let shown = null;
    const list = eventList(find('events', HTMLElement), listed => controls.tell(listed), {
        readWhole: event => readWhole(event, shown),
        readWay: event => readWay(event, shown),
        onVisitor: visitor => controls.follow(visitor),
    });
    /** The newest events of a visitor, or of all. */
    const read = async (visitor) => {
        const choice = shown;
        if (!choice)
            return;
        const query = new URLSearchParams({ writeKey: choice.writeKey, limit: String(MAX_EVENTS) });
        if (visitor)
            query.set(visitor.by, visitor.id);
        const { events } = await callApi(`/events?${query}`, choice.token);
        if (shown === choice && controls.visitor() === visitor)
            list.replace(events.reverse());
    };
    const controls = listControls(list, read);
    const refused = refusalList(find('refused-box', HTMLElement), find('refused-sum', HTMLElement), find('refused', HTMLElement));
    let stop = () => { };
    function show(choice) {
        stop();
        shown = choice;
        controls.reset();
        refused.clear();
        countTable(find('counts', HTMLElement), []);
        showSnippet(choice ?? undefined);
        say('idle');
        if (!choice)
            return;
        const counts = followCounts({
            ...choice,
            onRows: rows => countTable(find('counts', HTMLElement), rows),
        });
        const hangUp = followEvents({
            ...choice,
            onEvents(events) {
                list.add(events);
                counts.refresh();
            },
            onRefusals: refused.add,
            onState(state, error) {
                say(state);
                if (!error)
                    return;
                if (isSignedIn && error.status === 401)
                    onSignedOut();
                // The demo's token changes with each start of the collector; the page brings the new one.
                else if (choice.token === demo?.token && performance.now() > YOUNG_MS)
                    location.reload();
                else if (choice.token !== demo?.token)
                    picker.refuse(error);
            },
        });
        stop = () => {
            hangUp();
            counts.stop();
        };
    }
    const picker = tagPicker({ demo, isSignedIn, onChoose: show });
    return () => {
        picker.stop();
        stop();
        controls.stop();
        list.stop();
    };
}

const T = TEXT.live;
/** The events of a tag as they arrive, its counts and its code. */
function Live() {
    const isSignedIn = Boolean(who.value);
    const onSignedOut = () => {
        who.value = null;
    };
    A(() => startLive({ demo, isSignedIn, onSignedOut }), [isSignedIn]);
    return (a("main", { children: [a("div", { class: "aside", children: [a("section", { "aria-labelledby": "tag-title", children: [a("h2", { id: "tag-title", children: "Tag" }), a("p", { id: "demo-note", hidden: true, children: "The demo shop\u2019s. Open the shop beside this page and click around." }), a("details", { id: "token-box", children: [a("summary", { children: "Your own tags" }), a("form", { id: "token-form", method: "post", children: [a("label", { for: "token", children: "API token" }), a("div", { class: "together", children: [a("input", { id: "token", type: "password", required: true, autocomplete: "off", spellcheck: false, placeholder: "tgp_\u2026", "aria-describedby": "token-hint token-note" }), a("button", { type: "submit", children: "Show tags" })] }), a("p", { id: "token-hint", class: "hint", children: "The collector printed one at its first start. It stays in this browser tab." })] }), a("div", { id: "choice", hidden: true, children: [a("label", { for: "account", children: "Account" }), a("select", { id: "account" }), a("label", { for: "tag", children: "Tag" }), a("select", { id: "tag" }), a("button", { type: "button", id: "forget", children: "Forget the token" })] })] }), a("p", { id: "token-note", class: "hint", role: "status" })] }), a("section", { id: "snippet-box", "aria-labelledby": "snippet-title", hidden: true, children: [a("h2", { id: "snippet-title", children: "Snippet" }), a("textarea", { id: "snippet", rows: 7, readonly: true, spellcheck: false, "aria-labelledby": "snippet-title" }), a("div", { class: "together", children: [a("button", { type: "button", id: "copy", children: "Copy" }), a("label", { children: [a("input", { type: "checkbox", id: "spa" }), " for a single-page app"] })] }), a("p", { id: "copy-note", class: "hint", role: "status" })] }), a("section", { "aria-labelledby": "counts-title", children: [a("h2", { id: "counts-title", children: "Last 24 hours" }), a("table", { children: [a("thead", { children: a("tr", { children: [a("th", { scope: "col", children: "Event" }), a("th", { scope: "col", children: "Count" }), a("th", { scope: "col", children: "By hour" })] }) }), a("tbody", { id: "counts" })] })] })] }), a("section", { class: "stream", "aria-labelledby": "events-title", children: [a("div", { class: "title", children: [a("h2", { id: "events-title", children: "Events" }), a("p", { class: "hint", children: T.hint })] }), a("div", { class: "controls", children: [a("button", { type: "button", id: "pause", "aria-pressed": "false", "aria-describedby": "pause-note", children: T.pause }), a("p", { id: "pause-note", class: "hint", children: T.keys }), a("label", { for: "filter", children: T.filter }), a("input", { id: "filter", type: "search", autocomplete: "off", spellcheck: false, "aria-describedby": "filter-note" }), a("p", { id: "filter-note", class: "hint", role: "status" }), a("p", { id: "visitor-box", class: "together", hidden: true, children: [a("span", { id: "visitor" }), a("button", { type: "button", id: "everybody", children: T.everybody })] })] }), a("details", { id: "refused-box", hidden: true, children: [a("summary", { id: "refused-sum" }), a("ol", { id: "refused" })] }), a("div", { class: "columns", "aria-hidden": "true", children: ['Time', 'Event', 'Page', 'Campaign', 'Revenue', 'Visitor', 'Session'].map(each => (a("span", { children: each }, each))) }), a("ol", { id: "events", "aria-labelledby": "events-title" }), a("p", { id: "no-events", children: "Nothing yet. Events show here within a second of being stored." })] })] }, String(isSignedIn)));
}

export { Live as default };
