import { a$1 as a } from './preact.js';

/** A field with its label, and what is wrong with it. */
function FieldRow({ field, label, hint, problem, children }) {
    const id = `field-${field}`;
    return (a("div", { children: [a("label", { for: id, children: label }), children({
                id,
                name: field,
                'aria-describedby': `${id}-note`,
                'aria-invalid': problem ? true : undefined,
            }), a("p", { id: `${id}-note`, class: problem ? 'hint problem' : 'hint', children: problem ?? hint })] }));
}

export { FieldRow };
