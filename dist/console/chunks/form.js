import { useSignal, P, a$1 as a } from './preact.js';
import { ApiError, explain } from '../main.js';

/** A form whose errors stand at their fields, in the words of the collector. What was typed stays until it is taken. */
function Form({ fields, submit, onSubmit, done = '', username, children }) {
    const error = useSignal(null);
    const note = useSignal('');
    const isBusy = useSignal(false);
    const id = P();
    const send = async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const values = Object.fromEntries(fields.map(({ name }) => [name, String(new FormData(form).get(name) ?? '')]));
        error.value = null;
        note.value = '';
        isBusy.value = true;
        try {
            await onSubmit(values);
            form.reset();
            note.value = done;
        }
        catch (problem) {
            const problems = problem instanceof ApiError ? problem.problems : [];
            const first = problems.find(({ field }) => fields.some(({ name }) => name === field));
            error.value = first ?? { field: undefined, message: explain(problem) };
            if (first)
                form.elements.namedItem(first.field)?.focus();
        }
        finally {
            isBusy.value = false;
        }
    };
    return (a("form", { class: "fields", method: "post", onSubmit: send, children: [children, username !== undefined && (a("input", { type: "text", name: "username", autocomplete: "username", value: username, readonly: true, hidden: true })), fields.map(({ label, hint, options, type, value, ...field }) => {
                const problem = error.value?.field === field.name ? error.value.message : '';
                // Preact's types know no attribute whose type is one of several.
                const typed = { type: type ?? 'text', defaultValue: value };
                const described = `${id}-${field.name}`;
                const common = {
                    id: `${described}-input`,
                    'aria-describedby': described,
                    'aria-invalid': problem ? true : undefined,
                };
                return (a("div", { children: [a("label", { for: common.id, children: label }), options ? (a("select", { name: field.name, ...common, children: options.map(([value, text]) => (a("option", { value: value, children: text }, value))) })) : (a("input", { required: true, ...typed, ...field, ...common })), a("p", { id: described, class: problem ? 'hint problem' : 'hint', children: problem || hint })] }, field.name));
            }), a("button", { type: "submit", disabled: isBusy.value, children: submit }), a("p", { class: error.value ? 'hint problem' : 'hint', role: "status", children: error.value && !error.value.field ? error.value.message : note.value })] }));
}

export { Form };
