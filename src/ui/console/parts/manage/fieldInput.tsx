import type { Problem } from '../../callApi.ts';
import { FieldRow } from '../fieldRow.tsx';
import type { Field } from './field.ts';

interface Props {
  field: Field;
  value: unknown;
  problems: Problem[];
  set: (value: unknown) => void;
}

/** The input of a field, with its label, its hint, and what is wrong with it. */
export function FieldInput({ field, value, problems, set }: Props) {
  const { name, label, hint, is = 'text', options = [], isNeeded, maxlength, isDisabled, Input } = field;
  const problem = problems[0]?.message;
  const text = String(value ?? '');
  const common = { disabled: isDisabled, required: isNeeded };
  if (is === 'flag') return <Flag field={field} value={value} problem={problem} set={set} />;
  if (Input) {
    const id = `field-${name}`;
    return (
      <fieldset aria-describedby={`${id}-note`}>
        <legend>{label}</legend>
        <Input id={id} describedBy={`${id}-note`} value={value as never} set={set} problems={problems} />
        <p id={`${id}-note`} class={problem ? 'hint problem' : 'hint'}>
          {problem ?? hint}
        </p>
      </fieldset>
    );
  }
  return (
    <FieldRow field={name} label={label} hint={hint} problem={problem}>
      {props => {
        if (is === 'choice') {
          return (
            <select {...props} {...common} value={text} onChange={event => set(event.currentTarget.value)}>
              {options.map(([each, said]) => (
                <option key={each} value={each}>
                  {said}
                </option>
              ))}
            </select>
          );
        }
        if (is === 'lines') {
          return (
            <textarea
              {...props}
              {...common}
              rows={Math.min(8, Math.max(2, text.split('\n').length + 1))}
              spellcheck={false}
              autocapitalize="off"
              value={text}
              onInput={event => set(event.currentTarget.value)}
            />
          );
        }
        const typed = is === 'time' ? { type: 'datetime-local' } : {};
        const numbers = is === 'number' ? { inputmode: 'decimal' as const } : {};
        return (
          <input
            {...props}
            {...common}
            {...(typed as object)}
            {...numbers}
            maxlength={maxlength ?? 500}
            autocomplete="off"
            spellcheck={false}
            autocapitalize="off"
            value={text}
            onInput={event => set(event.currentTarget.value)}
          />
        );
      }}
    </FieldRow>
  );
}

interface FlagProps {
  field: Field;
  value: unknown;
  problem: string | undefined;
  set: (value: unknown) => void;
}

function Flag({ field: { name, label, hint, isDisabled }, value, problem, set }: FlagProps) {
  const id = `field-${name}`;
  return (
    <div class="flag">
      <input
        id={id}
        name={name}
        type="checkbox"
        disabled={isDisabled}
        checked={value === true}
        aria-describedby={`${id}-note`}
        aria-invalid={problem ? true : undefined}
        onChange={event => set(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      <p id={`${id}-note`} class={problem ? 'hint problem' : 'hint'}>
        {problem ?? hint}
      </p>
    </div>
  );
}
