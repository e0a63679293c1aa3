import { a$1 as a } from './preact.js';

/** What the collector answered, a row each; wider than the page it scrolls by itself. */
function AnswerTable({ columns, rows }) {
    return (a("div", { class: "wide", children: a("table", { class: "list", children: [a("thead", { children: a("tr", { children: [columns.map(each => (a("th", { scope: "col", children: each }, each))), rows.some(({ action }) => action) && a("td", {})] }) }), a("tbody", { children: rows.map(({ key, cells: [first, ...others], action }) => (a("tr", { children: [a("th", { scope: "row", children: first }), others.map((each, at) => (a("td", { children: each }, columns[at + 1]))), action && a("td", { children: action })] }, key))) })] }) }));
}

export { AnswerTable };
