import { a$1 as a } from './preact.js';

/** What is wrong, where something is. */
const ProblemLine = ({ text }) => text ? (a("p", { class: "hint problem", role: "status", children: text })) : null;

export { ProblemLine };
