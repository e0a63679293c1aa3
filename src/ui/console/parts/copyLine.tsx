import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { TEXT } from '../text.ts';

/** A line of text to copy. */
export function CopyLine({ label, text, hint }: { label: string; text: string; hint: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const note = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      note.value = TEXT.copied;
    } catch {
      // Away from https and localhost there is no clipboard: then all that is left to do is a key press.
      input.current?.select();
      note.value = TEXT.notCopied;
    }
  };
  return (
    <div class="copy">
      <label for={id}>{label}</label>
      <div class="together">
        <input ref={input} id={id} readonly value={text} aria-describedby={`${id}-note`} />
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
