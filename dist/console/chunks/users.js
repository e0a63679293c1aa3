import { P, T as T$5, useSignal, a$1 as a } from './preact.js';
import { TEXT, who, ApiError, explain, callApi, BY_COOKIE, collectorPath, linkTo } from '../main.js';
import { useAccounts } from './accountChoice.js';
import { AnswerTable } from './answerTable.js';
import { FieldRow } from './fieldRow.js';
import { ProblemLine } from './problemLine.js';
import { SignedIn } from './signedIn.js';
import { useAnswer } from './useAnswer.js';
import './signIn.js';
import './form.js';

/** A line of text to copy. */
function CopyLine({ label, text, hint }) {
    const id = P();
    const input = T$5(null);
    const note = useSignal('');
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(text);
            note.value = TEXT.copied;
        }
        catch {
            // Away from https and localhost there is no clipboard: then all that is left to do is a key press.
            input.current?.select();
            note.value = TEXT.notCopied;
        }
    };
    return (a("div", { class: "copy", children: [a("label", { for: id, children: label }), a("div", { class: "together", children: [a("input", { ref: input, id: id, readonly: true, value: text, "aria-describedby": `${id}-note` }), a("button", { type: "button", onClick: () => void copy(), children: TEXT.copy })] }), a("p", { id: `${id}-note`, class: "hint", role: "status", children: note.value || hint })] }));
}

const T$4 = TEXT.users;
/** The choice of some accounts, or of all for whoever has all. */
function AccountBoxes({ name, accounts, chosen, problem, onChange }) {
    const isOf = (id) => chosen === '*' || chosen.includes(id);
    const set = (id, isChosen) => {
        const others = accounts.map(each => each.id).filter(each => isOf(each) && each !== id);
        onChange(isChosen ? [...others, id] : others);
    };
    return (a("fieldset", { class: "boxes", "aria-describedby": problem ? `${name}-note` : undefined, children: [a("legend", { children: T$4.accounts }), who.value?.accounts === '*' && (a("label", { class: "box", children: [a("input", { type: "checkbox", name: name, checked: chosen === '*', onChange: event => onChange(event.currentTarget.checked ? '*' : []) }), ' ', T$4.allAccounts] })), chosen !== '*' &&
                accounts.map(account => (a("label", { class: "box", children: [a("input", { type: "checkbox", name: name, checked: isOf(account.id), onChange: event => set(account.id, event.currentTarget.checked) }), ' ', account.name, " ", a("span", { class: "hint", children: account.id })] }, account.id))), a("p", { id: `${name}-note`, class: "hint problem", children: problem })] }));
}

/** The roles that whoever is logged in may give. */
const rolesToGive = () => Object.keys(TEXT.users.roles).filter(role => who.value?.publish || (role !== 'publisher' && role !== 'owner'));
const accountsText = (accounts) => accounts === '*' ? TEXT.users.all : accounts.join(', ');

const T$3 = TEXT.users;
/** Role, accounts and right to persons' records, with what is wrong at its field. */
function RightsForm({ submit, accounts, rights, texts = [], onlyAccounts, onSubmit, children, }) {
    const id = P();
    const now = useSignal(rights);
    const typed = useSignal({});
    const problems = useSignal([]);
    const note = useSignal('');
    const isBusy = useSignal(false);
    const problemAt = (field) => problems.value.find(each => each.field === field)?.message;
    const change = (part) => {
        now.value = { ...now.value, ...part };
    };
    const send = async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        problems.value = [];
        note.value = '';
        isBusy.value = true;
        try {
            const said = Object.fromEntries(texts.map(({ name }) => [name, typed.value[name] ?? '']));
            await onSubmit(now.value, said);
            now.value = rights;
            typed.value = {};
        }
        catch (error) {
            const known = [...texts.map(({ name }) => name), 'role', 'accounts', 'people'];
            const found = error instanceof ApiError ? error.problems : [];
            problems.value = found.filter(({ field }) => known.includes(field));
            const first = problems.value[0];
            if (first)
                form.querySelector(`[name="${id}-${first.field}"]`)?.focus();
            else
                note.value = explain(error);
        }
        finally {
            isBusy.value = false;
        }
    };
    return (a("form", { class: "fields", method: "post", onSubmit: send, children: [children, texts.map(({ name, label, hint, type, isNeeded }) => (a(FieldRow, { field: `${id}-${name}`, label: label, hint: hint, problem: problemAt(name), children: props => (a("input", { ...props, ...{ type }, required: isNeeded, spellcheck: false, autocomplete: type === 'password' ? 'new-password' : 'off', value: typed.value[name] ?? '', onInput: event => {
                        typed.value = { ...typed.value, [name]: event.currentTarget.value };
                    } })) }, name))), !onlyAccounts && (a(FieldRow, { field: `${id}-role`, label: T$3.role, hint: T$3.roleHints[now.value.role], problem: problemAt('role'), children: props => (a("select", { ...props, value: now.value.role, onChange: event => change({ role: event.currentTarget.value }), children: rolesToGive().map(role => (a("option", { value: role, children: T$3.roles[role] }, role))) })) })), a(AccountBoxes, { name: `${id}-accounts`, accounts: accounts, chosen: now.value.accounts, problem: problemAt('accounts'), onChange: chosen => change({ accounts: chosen }) }), who.value?.people && !onlyAccounts && (a("label", { class: "box", children: [a("input", { type: "checkbox", name: `${id}-people`, checked: now.value.people, onChange: event => change({ people: event.currentTarget.checked }) }), ' ', T$3.people] })), problemAt('people') && a("p", { class: "hint problem", children: problemAt('people') }), a("button", { type: "submit", disabled: isBusy.value, children: submit }), a("p", { class: "hint problem", role: "status", children: note.value })] }));
}

const T$2 = TEXT.users;
/** A link that makes a user. */
function Invite({ accounts, rights, onMade }) {
    const link = useSignal('');
    return (a("section", { "aria-labelledby": "invite", children: [a("h2", { id: "invite", children: T$2.invite }), a(RightsForm, { submit: T$2.makeLink, accounts: accounts, rights: rights, texts: [{ name: 'name', label: T$2.theirName, hint: T$2.theirNameHint, type: 'text', isNeeded: false }], onSubmit: async ({ people, ...given }, { name }) => {
                    const body = { ...given, ...(people && { people }), ...(name && { name }) };
                    const made = await callApi('invitations', BY_COOKIE, { method: 'POST', body });
                    link.value = `${location.origin}${collectorPath()}/${linkTo(`join/${made.key}`)}`;
                    await onMade();
                }, children: a("p", { children: T$2.inviteIntro }) }), link.value && a(CopyLine, { label: T$2.link, text: link.value, hint: T$2.linkHint })] }));
}

const T$1 = TEXT.users;
/** The links that nobody took yet. */
function Invited({ answer, problem, change }) {
    const rows = answer.value?.invitations ?? [];
    if (!rows.length && !problem.value)
        return null;
    const takeBack = (id) => change(() => callApi(`invitations/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' }));
    return (a("section", { "aria-labelledby": "invited", children: [a("h2", { id: "invited", children: T$1.open }), a(ProblemLine, { text: problem.value }), a(AnswerTable, { columns: [T$1.invited, T$1.role, T$1.accounts, T$1.until], rows: rows.map(({ id, name, role, accounts, expires_at, made_by }) => ({
                    key: id,
                    cells: [
                        name ?? T$1.anybody,
                        role,
                        accountsText(accounts),
                        `${new Date(expires_at).toLocaleDateString()}${made_by.id ? ` (${T$1.by(made_by.id)})` : ''}`,
                    ],
                    action: (a("button", { type: "button", "aria-label": `${T$1.takeBack}: ${name ?? T$1.anybody}`, onClick: () => void takeBack(id), children: T$1.takeBack })),
                })) })] }));
}

/** Removes a user once what goes with him has been shown. Settles with what went; undefined where it was not done. */
async function removeUser(name) {
    const T = TEXT.users;
    const path = `users/${encodeURIComponent(name)}`;
    const { tokens } = await callApi(path, BY_COOKIE);
    if (!confirm(T.sure(name, tokens.map(each => each.name))))
        return undefined;
    const answer = await callApi(`${path}?tokens=remove`, BY_COOKIE, {
        method: 'DELETE',
    });
    return T.removed(name, answer?.removed.map(each => each.name) ?? []);
}

const T = TEXT.users;
/** Who may log in, and who is invited to. */
function Users() {
    const sees = who.value?.owner || who.value?.accounts === '*';
    return a(SignedIn, { children: sees ? a(All, {}) : a(NotYours, {}) });
}
const NotYours = () => (a("main", { class: "narrow", children: a("section", { children: a("p", { children: T.notYours }) }) }));
function All() {
    const { answer, problem, load, change } = useAnswer('users');
    const { accounts = [] } = useAccounts();
    const changed = useSignal(undefined);
    const note = useSignal('');
    const isOwner = who.value?.owner ?? false;
    const isAllMine = who.value?.accounts === '*';
    const invited = useAnswer(isOwner ? 'invitations' : null);
    const rights = {
        role: 'viewer',
        accounts: accounts.length === 1 ? [accounts[0].id] : [],
        people: false,
    };
    const remove = (name) => change(async () => {
        note.value = (await removeUser(name)) ?? '';
        if (note.value && changed.value?.name === name)
            changed.value = undefined;
    });
    const actions = (user) => {
        const { name, accounts, other_accounts } = user;
        if (name === who.value?.actor.name)
            return T.you;
        // Of somebody of all accounts an owner of some takes nothing.
        if (!isOwner || (accounts === '*' && !isAllMine))
            return undefined;
        return (a("div", { class: "together", children: [a("button", { type: "button", "aria-label": `${T.change}: ${name}`, onClick: () => {
                        changed.value = user;
                    }, children: T.change }), !other_accounts && (a("button", { type: "button", "aria-label": `${T.remove}: ${name}`, onClick: () => void remove(name), children: T.remove }))] }));
    };
    return (a("main", { class: "two", children: [a("div", { class: "aside", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), a(ProblemLine, { text: problem.value }), a("p", { class: "hint", role: "status", children: note.value }), answer.value && (a(AnswerTable, { columns: [T.name, T.role, T.accounts], rows: answer.value.users.map(user => ({
                                    key: user.name,
                                    cells: [
                                        user.name,
                                        `${user.role}${user.people ? `, ${T.peopleToo}` : ''}`,
                                        `${accountsText(user.accounts)}${user.other_accounts && user.accounts !== '*' ? `, ${T.others}` : ''}`,
                                    ],
                                    action: actions(user),
                                })) }))] }), isOwner && a(Invited, { ...invited }), changed.value && (a(ChangedUser, { user: changed.value, accounts: accounts, onDone: async () => {
                            changed.value = undefined;
                            await load();
                        } }, changed.value.name))] }), isOwner && (a("div", { class: "aside", children: [a(Invite, { accounts: accounts, rights: rights, onMade: invited.load }, String(rights.accounts)), a("section", { "aria-labelledby": "new-user", children: [a("h2", { id: "new-user", children: T.newUser }), a(RightsForm, { submit: T.add, accounts: accounts, rights: rights, texts: [
                                    { name: 'name', label: T.name, hint: '', type: 'text', isNeeded: true },
                                    {
                                        name: 'password',
                                        label: T.password,
                                        hint: T.passwordHint,
                                        type: 'password',
                                        isNeeded: true,
                                    },
                                ], onSubmit: async ({ people, ...rights }, texts) => {
                                    const body = { ...texts, ...rights, ...(people && { people }) };
                                    await callApi('users', BY_COOKIE, { method: 'POST', body });
                                    await load();
                                } }, String(rights.accounts))] })] }))] }));
}
/** What a user may do, to be changed. */
function ChangedUser({ user, accounts, onDone, }) {
    const { name, role, people = false, other_accounts } = user;
    return (a("section", { "aria-labelledby": "changed-user", children: [a("h2", { id: "changed-user", children: T.changeOf(name) }), a(RightsForm, { submit: T.save, accounts: accounts, rights: { role, people, accounts: user.accounts }, onlyAccounts: other_accounts ?? false, onSubmit: async (rights) => {
                    const body = {
                        ...(rights.role !== role && { role: rights.role }),
                        ...(rights.people !== people && { people: rights.people }),
                        accounts: rights.accounts,
                    };
                    await callApi(`users/${encodeURIComponent(name)}`, BY_COOKIE, { method: 'PATCH', body });
                    await onDone();
                }, children: other_accounts && a("p", { children: T.onlyAccounts }) }), a("button", { type: "button", class: "plain", onClick: () => void onDone(), children: T.cancel })] }));
}

export { Users as default };
