import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ApiError, callApi, type Problem } from '../../callApi.ts';
import { TEXT } from '../../text.ts';
import { explain } from '../explain.ts';
import { BY_COOKIE } from '../who.ts';
import { bodyOf, type Draft, draftOf, type Field, fieldsFor, problemsAt } from './field.ts';
import { FieldInput } from './fieldInput.tsx';
import type { Writing } from './kind.ts';

const T = TEXT.manage;

interface Props<Row extends object> {
  fields: Field[];
  /** The record that is changed; undefined of a new one. */
  row: Row | undefined;
  /** Where it is sent; undefined where it may only be looked at. */
  writing: Writing | undefined;
  submit: string;
  onDone: (answer: never) => void | Promise<void>;
}

/** A record's fields: what is wrong stands at its field, in the collector's words, and what was typed stays. */
export function RecordForm<Row extends object>({ fields: all, row, writing, submit, onDone }: Props<Row>) {
  const fields = fieldsFor(all, row === undefined);
  const draft = useSignal<Draft>(draftOf(fields, row));
  const problems = useSignal<Problem[]>([]);
  const note = useSignal('');
  const isWrong = useSignal(false);
  const isBusy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);

  const say = (text: string, wrong = false) => {
    note.value = text;
    isWrong.value = wrong;
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!writing) return;
    problems.value = [];
    say('');
    const body = bodyOf(fields, draft.value, row);
    if (row && !Object.keys(body).length) {
      say(T.unchanged);
      return;
    }
    isBusy.value = true;
    try {
      const { path, method, wrap = each => each } = writing;
      const answer = await callApi<never>(path, BY_COOKIE, { method, body: wrap(body) });
      say(row ? T.saved : '');
      await onDone(answer);
    } catch (error) {
      const told = error instanceof ApiError ? error.problems : [];
      problems.value = told;
      const first = fields.find(({ name }) => problemsAt(told, name).length);
      if (!first) say(explain(error), true);
      const input = first && form.current?.querySelector(`[id="field-${first.name}"]`);
      if (input instanceof HTMLElement) input.focus();
    } finally {
      isBusy.value = false;
    }
  };
  const readOnly = writing === undefined;
  return (
    <form ref={form} class="fields record" method="post" noValidate onSubmit={send}>
      <fieldset class="bare" disabled={readOnly}>
        {fields.map(field => (
          <FieldInput
            key={field.name}
            field={field}
            value={draft.value[field.name]}
            problems={problemsAt(problems.value, field.name)}
            set={value => {
              draft.value = { ...draft.value, [field.name]: value };
              note.value = '';
            }}
          />
        ))}
      </fieldset>
      {!readOnly && (
        <button type="submit" disabled={isBusy.value}>
          {submit}
        </button>
      )}
      <p class={isWrong.value ? 'hint problem' : 'hint'} role="status">
        {readOnly ? T.lookOnly : note.value}
      </p>
    </form>
  );
}
