import { TEXT } from '../text.ts';
import { FieldRow } from './fieldRow.tsx';
import type { DraftValue } from './pixelDraft.ts';

const T = TEXT.pixels;

interface Props {
  field: string;
  label: string;
  value: DraftValue;
  /** True where it must be sent. */
  isNeeded?: boolean;
  problem: string | undefined;
  onChange: (value: DraftValue) => void;
}

/** A value that is always the same, or a variable's. */
export function PixelValue({ field, label, value, isNeeded, problem, onChange }: Props) {
  const sources = isNeeded ? (['fixed', 'variable'] as const) : (['none', 'fixed', 'variable'] as const);
  const { source, value: text } = value;
  return (
    <FieldRow field={`${field}.value`} label={label} problem={problem}>
      {props => (
        <div class="value">
          <select
            aria-label={T.source(label)}
            value={source}
            onChange={event =>
              onChange({ source: event.currentTarget.value as DraftValue['source'], value: text })
            }
          >
            {sources.map(each => (
              <option key={each} value={each}>
                {T.sources[each]}
              </option>
            ))}
          </select>
          <input
            {...props}
            maxlength={500}
            required={source !== 'none'}
            disabled={source === 'none'}
            value={text}
            onInput={event => onChange({ source, value: event.currentTarget.value })}
          />
        </div>
      )}
    </FieldRow>
  );
}
