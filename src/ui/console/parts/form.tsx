import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { ApiError } from '../callApi.ts';
import { explain } from './explain.ts';

export interface Field {
  /** As the collector's API has it: by this its errors find the field. */
  name: string;
  label: string;
  hint?: string;
  /** Default: a text. */
  type?: 'password';
  autocomplete?: 'off' | 'username' | 'current-password' | 'new-password';
  autofocus?: boolean;
  autocapitalize?: 'off';
  spellcheck?: boolean;
  maxlength?: number;
  /** What stands there at first. */
  value?: string;
  /** Makes it a choice. */
  options?: [value: string, text: string][];
}

interface Props {
  fields: Field[];
  submit: string;
  /** Throws what is wrong. */
  onSubmit: (values: Record<string, string>) => Promise<void>;
  /** What is said when all went well. Default: nothing. */
  done?: string;
  /** True where what was typed stays after it was taken. Default: false. */
  keeps?: boolean;
  /** Whose password it changes: password managers ask. */
  username?: string;
  children?: ComponentChildren;
}

/** A form whose errors stand at their fields, in the words of the collector. What was typed stays until it is taken. */
export function Form({ fields, submit, onSubmit, done = '', keeps, username, children }: Props) {
  const error = useSignal<{ field: string | undefined; message: string } | null>(null);
  const note = useSignal('');
  const isBusy = useSignal(false);
  const id = useId();

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = Object.fromEntries(
      fields.map(({ name }) => [name, String(new FormData(form).get(name) ?? '')]),
    );
    error.value = null;
    note.value = '';
    isBusy.value = true;
    try {
      await onSubmit(values);
      if (!keeps) form.reset();
      note.value = done;
    } catch (problem) {
      const problems = problem instanceof ApiError ? problem.problems : [];
      const first = problems.find(({ field }) => fields.some(({ name }) => name === field));
      error.value = first ?? { field: undefined, message: explain(problem) };
      if (first) (form.elements.namedItem(first.field) as HTMLElement | null)?.focus();
    } finally {
      isBusy.value = false;
    }
  };

  return (
    <form class="fields" method="post" onSubmit={send}>
      {children}
      {username !== undefined && (
        <input type="text" name="username" autocomplete="username" value={username} readonly hidden />
      )}
      {fields.map(({ label, hint, options, type, value, ...field }) => {
        const problem = error.value?.field === field.name ? error.value.message : '';
        // Preact's types know no attribute whose type is one of several.
        const typed: object = { type: type ?? 'text', defaultValue: value };
        const described = `${id}-${field.name}`;
        const common = {
          id: `${described}-input`,
          'aria-describedby': described,
          'aria-invalid': problem ? true : undefined,
        };
        return (
          <div key={field.name}>
            <label for={common.id}>{label}</label>
            {options ? (
              <select name={field.name} {...common}>
                {options.map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            ) : (
              <input required {...typed} {...field} {...common} />
            )}
            <p id={described} class={problem ? 'hint problem' : 'hint'}>
              {problem || hint}
            </p>
          </div>
        );
      })}
      <button type="submit" disabled={isBusy.value}>
        {submit}
      </button>
      <p class={error.value ? 'hint problem' : 'hint'} role="status">
        {error.value && !error.value.field ? error.value.message : note.value}
      </p>
    </form>
  );
}
