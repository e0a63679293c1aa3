interface Props<Value extends string> {
  id: string;
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, text: string])[];
  onChange: (value: Value) => void;
}

/** One of several, with its label. */
export function Choice<Value extends string>({ id, label, value, options, onChange }: Props<Value>) {
  return (
    <p>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChange(event.currentTarget.value as Value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </p>
  );
}
