import type { VNode } from 'preact';

interface Props {
  field: string;
  label: string;
  hint?: string;
  problem: string | undefined;
  children: (props: {
    id: string;
    name: string;
    'aria-describedby': string;
    'aria-invalid': true | undefined;
  }) => VNode;
}

/** A field with its label, and what is wrong with it. */
export function FieldRow({ field, label, hint, problem, children }: Props) {
  const id = `field-${field}`;
  return (
    <div>
      <label for={id}>{label}</label>
      {children({
        id,
        name: field,
        'aria-describedby': `${id}-note`,
        'aria-invalid': problem ? true : undefined,
      })}
      <p id={`${id}-note`} class={problem ? 'hint problem' : 'hint'}>
        {problem ?? hint}
      </p>
    </div>
  );
}
