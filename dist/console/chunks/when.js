/** Most rows of a page. */
const PAGE_SIZE = 50;
const enc = encodeURIComponent;
/** A query of what is said, '' and undefined left out. */
function pathWith(path, query) {
    const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
    return text ? `${path}?${text}` : path;
}
/** Lists of the collector's own dialect: a cursor leads from page to page. */
const cursorLists = (pathOf, many) => ({
    list: (account, { filters, sort, from }) => pathWith(pathOf(account), { ...filters, sort, limit: PAGE_SIZE, cursor: from }),
    csv: (account, { filters }) => pathWith(pathOf(account), { ...filters, format: 'csv' }),
    read: (answer) => ({
        rows: answer[many] ?? [],
        next: answer.next ?? null,
    }),
});
/** Where the page after this one begins, by how many came before it. */
const nextOf = (from, length, count) => {
    const end = Number(from || 0) + length;
    return length && end < count ? String(end) : null;
};
/** Lists and records of the advertising dialect, all of one shape. */
function adRecords(path, one, many) {
    const whose = ({ id }) => ({ advertiser_code: id });
    const at = (account, id) => pathWith(`${path}/${enc(id)}`, whose(account));
    const wrap = (fields) => ({ [one]: fields });
    const lists = {
        list: (account, { filters, sort, from }) => pathWith(path, {
            ...whose(account),
            ...filters,
            sort,
            num_elements: PAGE_SIZE,
            start_element: from,
        }),
        csv: (account, { filters }) => pathWith(path, { ...whose(account), ...filters, format: 'csv' }),
        read: (answer, { from }) => {
            const { response } = answer;
            const rows = response[many];
            return { rows, count: response.count, next: nextOf(from, rows.length, response.count) };
        },
        keyOf: ({ id }) => String(id),
    };
    const record = {
        one: at,
        readOne: answer => answer.response[many][0],
        add: (account, { scope }) => scope === 'write' ? { path: pathWith(path, whose(account)), method: 'POST', wrap } : undefined,
        made: answer => answer.response[one],
        change: (account, { id }) => ({ path: at(account, id), method: 'PUT', wrap }),
    };
    return { lists, record, at };
}

/** A time in the reader's way of writing it; '' of none. @param text ISO 8601, or as the advertising API writes UTC */
function when(text, options) {
    if (!text)
        return '';
    const time = new Date(/^\d{4}-\d\d-\d\d \d/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
    return Number.isNaN(+time)
        ? text
        : time.toLocaleString(undefined, options ?? { dateStyle: 'medium', timeStyle: 'short' });
}

export { PAGE_SIZE, adRecords, cursorLists, nextOf, pathWith, when };
