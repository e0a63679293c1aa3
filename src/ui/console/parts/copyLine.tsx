import { useId } from 'preact/hooks';
import { TEXT } from '../text.ts';
import { useCopy } from './useCopy.ts';

/** A line of text to copy. */
export function CopyLine({ label, text, hint }: { label: string; text: string; hint: string }) {
  const id = useId();
  const { field, note, copy } = useCopy<HTMLInputElement>(text);
  return (
    <div class="copy">
      <label for={id}>{label}</label>
      <div class="together">
        <input ref={field} id={id} readonly value={text} aria-describedby={`${id}-note`} />
        <button type="button" onClick={() => void copy()}>
          {TEXT.copy}
        </button>
      </div>
      <p id={`${id}-note`} class="hint" role="status">
        {note.value || hint}
      </p>
    </div>
  );
}
