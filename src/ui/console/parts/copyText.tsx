import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { TEXT } from '../text.ts';

const T = TEXT.manage;

/** A text to be copied. */
export function CopyText({ title, text }: { title: string; text: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const note = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      note.value = T.copied;
    } catch {
      // Away from https and localhost there is no clipboard: then all that is left to do is a key press.
      area.current?.select();
      note.value = T.notCopied;
    }
  };
  return (
    <div class="copy">
      <h3>{title}</h3>
      <textarea
        ref={area}
        rows={Math.min(8, text.split('\n').length + Math.floor(text.length / 90))}
        readonly
        spellcheck={false}
        aria-label={title}
        value={text}
      />
      <div class="together">
        <button type="button" aria-label={`${T.copy}: ${title}`} onClick={() => void copy()}>
          {T.copy}
        </button>
        <p class="hint" role="status">
          {note.value}
        </p>
      </div>
    </div>
  );
}
