import { T as T$6, useSignal, A, a$1 as a, $, w, useComputed } from './preact.js';
import { useAccounts, chosenAccount, AccountChoice } from './accountChoice.js';
import { go, linkTo, route, routeQuery, TEXT, explain, who, callApi, BY_COOKIE, ApiError } from '../main.js';
import { ProblemLine } from './problemLine.js';
import { useAnswer } from './useAnswer.js';
import { FieldRow } from './fieldRow.js';
import { SignedIn } from './signedIn.js';

/** What stands for a record that is to be made: no key of any kind is that. */
const NEW = 'new';
const managePath = ({ kind, key = '', account }) => `manage/${kind}${key && `/${encodeURIComponent(key)}`}${account ? `?account=${encodeURIComponent(account)}` : ''}`;
const manageLink = (place) => linkTo(managePath(place));
const goManage = (place) => go(managePath(place));
/** Reads the part of an address behind `manage/`. */
function readPlace(rest) {
    const [kind = '', key = ''] = rest.split('/');
    try {
        return { kind, key: decodeURIComponent(key) };
    }
    catch {
        return { kind, key };
    }
}
/** Says in the address what a list is asked, without a step in the browser's history. */
function replaceQuery(query) {
    const text = query.toString();
    history.replaceState(null, '', linkTo(route.value + (text && `?${text}`)));
    routeQuery.value = text;
}

/** The search that every list has unless it has questions of its own. */
const SEARCH = 'search';
const filtersOf = ({ filters }) => filters?.map(({ name }) => name) ?? [SEARCH];
/** What an address asks of a list. Its page is no part of it: it begins anew with each question. */
function readAsked(query, kind) {
    const said = new URLSearchParams(query);
    return {
        filters: Object.fromEntries(filtersOf(kind).map(name => [name, said.get(name) ?? ''])),
        sort: said.get('sort') ?? kind.sort,
    };
}
/** The same address with another question; what is as without one is left out. */
function writeAsked(query, { filters, sort }, kind) {
    const said = new URLSearchParams(query);
    for (const [name, value] of Object.entries(filters)) {
        if (value)
            said.set(name, value);
        else
            said.delete(name);
    }
    if (sort === kind.sort)
        said.delete('sort');
    else
        said.set('sort', sort);
    return said;
}
/** How a list is sorted by a column: which way, or not at all. */
const directionOf = (sort, column) => sort === column ? 'ascending' : sort === `${column}.desc` ? 'descending' : 'none';
/** What a click on the column asks for. */
const turned = (sort, column) => directionOf(sort, column) === 'ascending' ? `${column}.desc` : column;

let note = '';
/** Leaves something to be said on the page that comes next: of the record that was made, or of the one that is gone. */
function leaveNote(text) {
    note = text;
}
/** What was left to be said here; said once. */
function takeNote() {
    const left = note;
    note = '';
    return left;
}

/** Asks before something that has no way back. The keyboard stays in it; Escape is a no. */
function Question({ title, typed, submit, children, onYes, onNo }) {
    const dialog = T$6(null);
    const word = useSignal('');
    const problem = useSignal('');
    const isBusy = useSignal(false);
    A(() => {
        const { current } = dialog;
        current?.showModal();
        return () => current?.close();
    }, []);
    const send = async (event) => {
        event.preventDefault();
        isBusy.value = true;
        problem.value = '';
        try {
            await onYes();
        }
        catch (error) {
            problem.value = explain(error);
            isBusy.value = false;
        }
    };
    return (a("dialog", { ref: dialog, "aria-labelledby": "question-title", onCancel: event => {
            event.preventDefault();
            onNo();
        }, children: a("form", { class: "fields", method: "dialog", onSubmit: send, children: [a("h2", { id: "question-title", children: title }), children, typed !== undefined && (a("div", { children: [a("label", { for: "question-word", children: TEXT.manage.type(typed) }), a("input", { id: "question-word", autocomplete: "off", autocapitalize: "off", spellcheck: false, value: word.value, onInput: event => {
                                word.value = event.currentTarget.value;
                            } })] })), a("div", { class: "together", children: [a("button", { type: "button", class: "plain", onClick: onNo, children: TEXT.manage.cancel }), a("button", { type: "submit", class: "danger", disabled: isBusy.value || (typed !== undefined && word.value.trim() !== typed), children: submit })] }), a("p", { class: "hint problem", role: "status", children: problem.value })] }) }));
}

const T$5 = TEXT.manage;
/** Deletes a record, once it was asked whether that is meant. */
function RemoveButton({ kind, account, row, onDone }) {
    const isAsking = useSignal(false);
    const hangs = useSignal(undefined);
    const removal = kind.record?.remove;
    const me = who.value;
    if (!removal || !me || !(removal.isFor?.(me, row) ?? me.scope === 'write'))
        return null;
    const name = kind.nameOf(row);
    const { text = T$5.remove, done = T$5.removed } = removal;
    const ask = () => {
        isAsking.value = true;
        hangs.value = undefined;
        removal.hangs?.(account, row).then(found => {
            hangs.value = found;
        }, 
        // What is not known is not said; the question stands all the same.
        () => { });
    };
    return (a($, { children: [a("button", { type: "button", class: "danger quiet", "aria-label": `${text}: ${name}`, onClick: ask, children: text }), isAsking.value && (a(Question, { title: `${text}: ${name}`, submit: text, typed: removal.typed?.(row), onNo: () => {
                    isAsking.value = false;
                }, onYes: async () => {
                    await callApi(removal.path(account, row), BY_COOKIE, { method: 'DELETE' });
                    isAsking.value = false;
                    await onDone(done(name));
                }, children: [a("p", { children: removal.sure(row) }), hangs.value && (a("div", { children: [a("p", { children: hangs.value.title }), a("ul", { children: hangs.value.items.map(each => (a("li", { children: each }, each))) })] }))] }))] }));
}

/** Most pages that are looked through by themselves for a first row: each ends after some thousand rows that are not meant. */
const MAX_EMPTY = 10;
/** A page of a list, asked for when what is asked changes; an answer to an older question is dropped. */
function useRows(pathOf, read, asked) {
    const page = useSignal(undefined);
    const problem = useSignal('');
    const isBusy = useSignal(true);
    const turn = T$6(undefined);
    const load = async () => {
        turn.current?.abort();
        const ended = new AbortController();
        turn.current = ended;
        const { signal } = ended;
        isBusy.value = true;
        try {
            const found = await readOn(pathOf, read, asked, signal);
            if (signal.aborted)
                return;
            page.value = found;
            problem.value = '';
        }
        catch (error) {
            if (signal.aborted)
                return;
            if (error instanceof ApiError && error.status === 401)
                who.value = null;
            problem.value = explain(error);
        }
        isBusy.value = false;
    };
    A(() => {
        void load();
        return () => turn.current?.abort();
    }, [pathOf(asked)]);
    return { page, problem, isBusy, load };
}
async function readOn(pathOf, read, asked, signal) {
    let from = asked.from;
    for (let turns = 1;; turns++) {
        const now = { ...asked, from };
        const found = read(await callApi(pathOf(now), BY_COOKIE, { signal }), now);
        if (found.rows.length || found.next === null || turns === MAX_EMPTY)
            return found;
        from = found.next;
    }
}

const T$4 = TEXT.manage;
/** How long a question waits for the next letter. */
const TYPING_MS = 250;
/** A page of the records of a kind: searched, sorted, and read on by the collector. */
function RecordList({ kind, account, choice, onChanged }) {
    const said = readAsked(routeQuery.value, kind);
    // Where this page and those before it began.
    const places = useSignal(['']);
    const question = JSON.stringify(said);
    const asking = T$6(question);
    if (asking.current !== question) {
        asking.current = question;
        places.value = [''];
    }
    const asked = { ...said, from: places.value.at(-1) ?? '' };
    const { page, problem, isBusy, load } = useRows(each => kind.list(account, each), kind.read, asked);
    const done = useSignal(w(takeNote, []));
    const isAsked = useComputed(() => Object.values(readAsked(routeQuery.value, kind).filters).some(value => value !== ''));
    const ask = (next) => replaceQuery(writeAsked(routeQuery.value, next, kind));
    const { record, text } = kind;
    const me = who.value;
    const mayAdd = record?.add(account, me) !== undefined;
    const { rows = [], next = null, count } = page.value ?? {};
    const isRemovable = record?.remove && rows.some(row => record.remove.isFor?.(me, row) ?? me.scope === 'write');
    const newLink = manageLink({ kind: kind.name, key: NEW, account: account.id });
    return (a($, { children: [a("div", { class: "title", children: [a("h2", { id: "title", children: text.title }), record && mayAdd && (a("a", { class: "button", href: newLink, children: record.create }))] }), a("search", { class: "questions", children: [choice, a(Questions, { kind: kind, filters: said.filters, onAsk: filters => ask({ ...said, filters }) })] }), a(ProblemLine, { text: problem.value }), a("p", { class: "hint", role: "status", children: done.value }), !page.value && isBusy.value && a("p", { class: "hint", children: T$4.loading }), page.value && !rows.length && !isAsked.value && asked.from === '' && (a("div", { class: "empty", children: [a("p", { children: text.none }), record && mayAdd && (a("a", { class: "button", href: newLink, children: record.create }))] })), page.value && !rows.length && (isAsked.value || asked.from !== '') && (a("p", { class: "empty", children: next === null ? T$4.nothingFound : T$4.further })), rows.length > 0 && (a("div", { class: "wide", children: a("table", { class: "list records", "aria-busy": isBusy.value, "aria-labelledby": "title", children: [a("thead", { children: a("tr", { children: [kind.columns.map(column => (a(Heading, { column: column, sort: said.sort, onSort: sort => ask({ ...said, sort }) }, column.title))), isRemovable && a("td", { class: "extra" })] }) }), a("tbody", { children: rows.map(row => {
                                const key = kind.keyOf(row);
                                const [first, ...others] = kind.columns;
                                const name = first.cell(row);
                                return (a("tr", { children: [a("th", { scope: "row", children: record ? (a("a", { href: manageLink({ kind: kind.name, key, account: account.id }), children: name })) : (name) }), others.map(({ title, cell, isExtra }) => (a("td", { class: isExtra ? 'extra' : undefined, children: cell(row) }, title))), isRemovable && (a("td", { class: "extra", children: a(RemoveButton, { kind: kind, account: account, row: row, onDone: async (note) => {
                                                    done.value = note;
                                                    await Promise.all([load(), onChanged()]);
                                                } }) }))] }, key));
                            }) })] }) })), page.value && (a("div", { class: "together foot", children: [(places.value.length > 1 || next !== null) && (a($, { children: [a("button", { type: "button", disabled: places.value.length === 1, onClick: () => {
                                    places.value = places.value.slice(0, -1);
                                }, children: T$4.before }), a("button", { type: "button", disabled: next === null, onClick: () => {
                                    if (next !== null)
                                        places.value = [...places.value, next];
                                }, children: T$4.after })] })), count !== undefined && count > 0 && a("p", { class: "hint", children: T$4.found(count.toLocaleString()) }), rows.length > 0 && (a("a", { class: "quiet", href: kind.csv(account, asked), download: `${kind.name}.csv`, children: T$4.csv })), me.scope !== 'write' && record && a("p", { class: "hint", children: T$4.lookOnly })] }))] }));
}
function Heading({ column: { title, sort: by, isExtra }, sort, onSort }) {
    const direction = by === undefined ? undefined : directionOf(sort, by);
    return (a("th", { scope: "col", class: isExtra ? 'extra' : undefined, "aria-sort": direction, children: by === undefined ? (title) : (a("button", { type: "button", class: "sort", onClick: () => onSort(turned(sort, by)), children: [title, a("span", { "aria-hidden": "true", children: direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : '' })] })) }));
}
/** The search of a list, or its own questions. What is typed is asked when the typing stops. */
function Questions({ kind, filters, onAsk }) {
    const typed = useSignal(filters);
    const timer = T$6(undefined);
    A(() => () => clearTimeout(timer.current), []);
    const all = kind.filters ?? [{ name: SEARCH, label: T$4.search }];
    const set = (name, value, waits) => {
        typed.value = { ...typed.value, [name]: value };
        clearTimeout(timer.current);
        if (waits)
            timer.current = setTimeout(() => onAsk(typed.value), TYPING_MS);
        else
            onAsk(typed.value);
    };
    return (a("form", { method: "post", onSubmit: event => {
            event.preventDefault();
            clearTimeout(timer.current);
            onAsk(typed.value);
        }, children: all.map(({ name, label, hint, options, is }) => {
            const id = `ask-${name}`;
            return (a("div", { children: [a("label", { for: id, children: label }), options ? (a("select", { id: id, value: typed.value[name], onChange: event => set(name, event.currentTarget.value, false), children: options.map(([value, text]) => (a("option", { value: value, children: text }, value))) })) : (a("input", { id: id, ...{ type: is ?? 'search' }, placeholder: hint, maxlength: 255, spellcheck: false, autocomplete: "off", value: typed.value[name], onInput: event => set(name, event.currentTarget.value, is === undefined) }))] }, name));
        }) }));
}

const T$3 = TEXT.manage;
/** A text to be copied. */
function CopyText({ title, text }) {
    const area = T$6(null);
    const note = useSignal('');
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(text);
            note.value = T$3.copied;
        }
        catch {
            // Away from https and localhost there is no clipboard: then all that is left to do is a key press.
            area.current?.select();
            note.value = T$3.notCopied;
        }
    };
    return (a("div", { class: "copy", children: [a("h3", { children: title }), a("textarea", { ref: area, rows: Math.min(8, text.split('\n').length + Math.floor(text.length / 90)), readonly: true, spellcheck: false, "aria-label": title, value: text }), a("div", { class: "together", children: [a("button", { type: "button", "aria-label": `${T$3.copy}: ${title}`, onClick: () => void copy(), children: T$3.copy }), a("p", { class: "hint", role: "status", children: note.value })] })] }));
}

/** A field with an input of its own: a form knows nothing of its values. */
const ownField = (field) => field;
/** The fields of a new record, or of one that is changed. */
const fieldsFor = (fields, isNew) => fields.filter(({ only }) => only === undefined || (only === 'new') === isNew);
/** A record as it is written in the inputs. */
const draftOf = (fields, row) => Object.fromEntries(fields.map(field => [field.name, row ? readField(field, row) : firstOf(field)]));
const firstOf = ({ is, initial, options }) => {
    if (initial !== undefined)
        return initial;
    if (is === 'flag')
        return false;
    return is === 'choice' ? (options?.[0]?.[0] ?? '') : '';
};
function readField({ name, is, read }, row) {
    if (read)
        return read(row);
    const value = row[name];
    if (is === 'flag')
        return value === true;
    if (is === 'lines')
        return Array.isArray(value) ? value.join('\n') : '';
    if (is === 'time')
        return typeof value === 'string' ? localTime(new Date(value)) : '';
    return value === null || value === undefined ? '' : String(value);
}
function writeField({ is, isNullable, isNumber, write }, value) {
    if (write)
        return write(value);
    if (is === 'flag')
        return value;
    const text = String(value ?? '').trim();
    if (is === 'lines')
        return [...new Set(text.split(/[\n,]/).map(line => line.trim()))].filter(Boolean);
    const isEmptyNull = isNullable || is === 'number' || is === 'time' || is === 'choice';
    if (text === '')
        return isEmptyNull ? null : '';
    if (is === 'number' || isNumber) {
        const number = Number(text.replace(',', '.'));
        // The collector says what is wrong with it.
        return Number.isFinite(number) ? number : text;
    }
    if (is !== 'time')
        return text;
    const time = new Date(text);
    return Number.isNaN(+time) ? text : time.toISOString();
}
/** A time in the reader's own zone, as an input of times has it. */
function localTime(time) {
    const at = (part, length = 2) => String(part).padStart(length, '0');
    const day = `${at(time.getFullYear(), 4)}-${at(time.getMonth() + 1)}-${at(time.getDate())}`;
    return `${day}T${at(time.getHours())}:${at(time.getMinutes())}`;
}
/** What is sent: of a new record what was said, of another one what is different. */
function bodyOf(fields, draft, before) {
    const written = fields.map(field => [field, writeField(field, draft[field.name])]);
    const sent = written.filter(([field, value]) => {
        if (!before)
            return !isNothing(value) || field.isNeeded;
        return JSON.stringify(value) !== JSON.stringify(writeField(field, readField(field, before)));
    });
    return Object.fromEntries(sent.map(([{ name }, value]) => [name, value]));
}
const isNothing = (value) => value === null || value === '' || value === undefined || (Array.isArray(value) && !value.length);
/** What is wrong with a field or with a part of it. */
const problemsAt = (problems, name) => problems.filter(({ field }) => field === name || field.startsWith(`${name}.`));

/** The input of a field, with its label, its hint, and what is wrong with it. */
function FieldInput({ field, value, problems, set }) {
    const { name, label, hint, is = 'text', options = [], isNeeded, maxlength, isDisabled, Input } = field;
    const problem = problems[0]?.message;
    const text = String(value ?? '');
    const common = { disabled: isDisabled, required: isNeeded };
    if (is === 'flag')
        return a(Flag, { field: field, value: value, problem: problem, set: set });
    if (Input) {
        const id = `field-${name}`;
        return (a("fieldset", { "aria-describedby": `${id}-note`, children: [a("legend", { children: label }), a(Input, { id: id, describedBy: `${id}-note`, value: value, set: set, problems: problems }), a("p", { id: `${id}-note`, class: problem ? 'hint problem' : 'hint', children: problem ?? hint })] }));
    }
    return (a(FieldRow, { field: name, label: label, hint: hint, problem: problem, children: props => {
            if (is === 'choice') {
                return (a("select", { ...props, ...common, value: text, onChange: event => set(event.currentTarget.value), children: options.map(([each, said]) => (a("option", { value: each, children: said }, each))) }));
            }
            if (is === 'lines') {
                return (a("textarea", { ...props, ...common, rows: Math.min(8, Math.max(2, text.split('\n').length + 1)), spellcheck: false, autocapitalize: "off", value: text, onInput: event => set(event.currentTarget.value) }));
            }
            const typed = is === 'time' ? { type: 'datetime-local' } : {};
            const numbers = is === 'number' ? { inputmode: 'decimal' } : {};
            return (a("input", { ...props, ...common, ...typed, ...numbers, maxlength: maxlength ?? 500, autocomplete: "off", spellcheck: false, autocapitalize: "off", value: text, onInput: event => set(event.currentTarget.value) }));
        } }));
}
function Flag({ field: { name, label, hint, isDisabled }, value, problem, set }) {
    const id = `field-${name}`;
    return (a("div", { class: "flag", children: [a("input", { id: id, name: name, type: "checkbox", disabled: isDisabled, checked: value === true, "aria-describedby": `${id}-note`, "aria-invalid": problem ? true : undefined, onChange: event => set(event.currentTarget.checked) }), a("label", { for: id, children: label }), a("p", { id: `${id}-note`, class: problem ? 'hint problem' : 'hint', children: problem ?? hint })] }));
}

const T$2 = TEXT.manage;
/** A record's fields: what is wrong stands at its field, in the collector's words, and what was typed stays. */
function RecordForm({ fields: all, row, writing, submit, onDone }) {
    const fields = fieldsFor(all, row === undefined);
    const draft = useSignal(draftOf(fields, row));
    const problems = useSignal([]);
    const note = useSignal('');
    const isWrong = useSignal(false);
    const isBusy = useSignal(false);
    const form = T$6(null);
    const say = (text, wrong = false) => {
        note.value = text;
        isWrong.value = wrong;
    };
    const send = async (event) => {
        event.preventDefault();
        if (!writing)
            return;
        problems.value = [];
        say('');
        const body = bodyOf(fields, draft.value, row);
        if (row && !Object.keys(body).length) {
            say(T$2.unchanged);
            return;
        }
        isBusy.value = true;
        try {
            const { path, method, wrap = each => each } = writing;
            const answer = await callApi(path, BY_COOKIE, { method, body: wrap(body) });
            say(row ? T$2.saved : '');
            await onDone(answer);
        }
        catch (error) {
            const told = error instanceof ApiError ? error.problems : [];
            problems.value = told;
            const first = fields.find(({ name }) => problemsAt(told, name).length);
            if (!first)
                say(explain(error), true);
            const input = first && form.current?.querySelector(`[id="field-${first.name}"]`);
            if (input instanceof HTMLElement)
                input.focus();
        }
        finally {
            isBusy.value = false;
        }
    };
    const readOnly = writing === undefined;
    return (a("form", { ref: form, class: "fields record", method: "post", noValidate: true, onSubmit: send, children: [a("fieldset", { class: "bare", disabled: readOnly, children: fields.map(field => (a(FieldInput, { field: field, value: draft.value[field.name], problems: problemsAt(problems.value, field.name), set: value => {
                        draft.value = { ...draft.value, [field.name]: value };
                        note.value = '';
                    } }, field.name))) }), !readOnly && (a("button", { type: "submit", disabled: isBusy.value, children: submit })), a("p", { class: isWrong.value ? 'hint problem' : 'hint', role: "status", children: readOnly ? T$2.lookOnly : note.value })] }));
}

const T$1 = TEXT.manage;
/** One record: its fields, and what else belongs to it. */
function RecordPage(props) {
    const { kind, account, recordKey } = props;
    const back = manageLink({ kind: kind.name, account: account.id });
    return (a($, { children: [a("p", { children: a("a", { class: "back", href: back, children: ["\u2190 ", kind.text.title] }) }), recordKey === NEW ? a(NewRecord, { ...props }) : a(OldRecord, { ...props })] }));
}
function NewRecord({ kind, account, onChanged }) {
    const record = kind.record;
    const secret = useSignal(undefined);
    const me = who.value;
    const writing = record.add(account, me);
    if (secret.value) {
        const { name, title, text } = secret.value;
        return (a($, { children: [a("h2", { id: "title", children: name }), a("p", { role: "status", children: T$1.once }), a(CopyText, { title: title, text: text })] }));
    }
    return (a($, { children: [a("h2", { id: "title", children: record.create }), a(RecordForm, { fields: record.fields(me, undefined), row: undefined, writing: writing, submit: T$1.make, onDone: async (answer) => {
                    await onChanged();
                    const made = record.made(answer);
                    if (record.secretOf) {
                        secret.value = { ...record.secretOf(answer), name: kind.nameOf(made) };
                        return;
                    }
                    leaveNote(T$1.made);
                    // A new account is one's own only from now on: its page names it.
                    const owner = kind.name === 'accounts' ? kind.keyOf(made) : account.id;
                    goManage({ kind: kind.name, key: kind.keyOf(made), account: owner });
                } })] }));
}
function OldRecord({ kind, account, recordKey, onChanged }) {
    const record = kind.record;
    const me = who.value;
    const { answer, problem, load } = useAnswer(record.one(account, recordKey));
    const note = useSignal(w(takeNote, []));
    if (!answer.value) {
        return problem.value ? a(ProblemLine, { text: problem.value }) : a("p", { class: "hint", children: T$1.loading });
    }
    const row = record.readOne(answer.value, recordKey);
    if (!row)
        return a("p", { children: T$1.gone });
    const mayChange = me.scope === 'write';
    const writing = mayChange ? record.change?.(account, row) : undefined;
    const { remove, beside: Beside } = record;
    const mayRemove = remove?.isFor?.(me, row) ?? mayChange;
    return (a($, { children: [a("div", { class: "title", children: [a("h2", { id: "title", children: kind.nameOf(row) }), a(RemoveButton, { kind: kind, account: account, row: row, onDone: async (text) => {
                            await onChanged();
                            leaveNote(text);
                            goManage({ kind: kind.name, account: kind.name === 'accounts' ? undefined : account.id });
                        } })] }), a(ProblemLine, { text: problem.value }), a("p", { class: "hint", role: "status", children: note.value }), a("div", { class: Beside ? 'sides' : undefined, children: [record.fields(me, row).length > 0 && (a(RecordForm, { fields: record.fields(me, row), row: row, writing: writing, submit: T$1.save, onDone: async () => {
                            await Promise.all([load(), onChanged()]);
                        } })), Beside && (a("div", { class: "beside", children: a(Beside, { row: row, account: account, mayChange: mayChange, reload: load }) }))] }), mayChange && !mayRemove && remove?.notFor && a("p", { class: "hint", children: remove.notFor })] }));
}

const T = TEXT.manage;
/** Each kind of record is loaded when its page is opened. */
const KINDS = {
    tags: () => import('./tags.js'),
    accounts: () => import('./accounts.js'),
    'conversion-pixels': () => import('./conversionPixels.js'),
    'line-items': () => import('./lineItems.js'),
    campaigns: () => import('./campaigns.js'),
    segments: () => import('./segments.js'),
    'pixel-events': () => import('./pixelEvents.js'),
    'business-pixels': () => import('./businessPixels.js'),
    tokens: () => import('./tokens.js'),
    audit: () => import('./audit.js'),
};
const FIRST = 'tags';
/** What an account has, and what opens it: lists of records, and a page of each. */
function Manage({ rest = '' }) {
    return (a(SignedIn, { children: a(Kinds, { rest: rest }) }));
}
function Kinds({ rest }) {
    const place = readPlace(rest);
    const kind = place.kind || FIRST;
    const named = new URLSearchParams(routeQuery.value).get('account') ?? undefined;
    const { accounts, shown, problem, load } = useAccounts(named);
    const nav = T$6(null);
    const loaded = useSignal(T.loading);
    A(() => {
        if (named !== undefined)
            chosenAccount.value = named;
    }, [named]);
    A(() => {
        // On a phone they are a strip that is wider than the page.
        nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const open = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
        let isLeft = false;
        loaded.value = open ? T.loading : TEXT.noPage;
        open?.().then(module => {
            if (!isLeft)
                loaded.value = module.kind;
        }, error => {
            if (!isLeft)
                loaded.value = explain(error);
        });
        return () => {
            isLeft = true;
        };
    }, [kind]);
    // The choice has names of accounts.
    const reloadAccounts = async () => {
        if (kind === 'accounts')
            await load();
    };
    const now = loaded.value;
    const isReady = typeof now === 'object' && now.name === kind;
    // An account is made where there is none.
    const isOpen = isReady && (shown !== undefined || (now.isOfNone && accounts !== undefined));
    const at = shown ?? { id: '', name: '', advertiser_id: 0, business_id: '' };
    const choice = (a(AccountChoice, { accounts: accounts, shown: shown, problem: problem.value, onChoose: account => goManage({ kind, account }) }));
    return (a("main", { class: "manage", children: [a("nav", { ref: nav, class: "kinds", "aria-label": T.title, children: Object.keys(KINDS).map(name => (a("a", { href: manageLink({ kind: name, account: named }), "aria-current": name === kind ? 'page' : undefined, children: T[name].title }, name))) }), a("section", { "aria-labelledby": "title", children: [!isOpen && !(isReady && now.isOfNone) && choice, typeof now === 'string' && a("p", { class: "hint", children: now }), isOpen &&
                        (place.key && now.record ? (a(RecordPage, { kind: now, account: at, recordKey: place.key, onChanged: reloadAccounts }, `${kind} ${at.id} ${place.key}`)) : (a(RecordList, { kind: now, account: at, choice: now.isOfNone ? null : choice, onChanged: reloadAccounts }, `${kind} ${at.id}`)))] })] }));
}

var manage = /*#__PURE__*/Object.freeze({
    __proto__: null,
    default: Manage
});

export { CopyText, Question, SEARCH, manage, ownField };
