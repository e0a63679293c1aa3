import { TEXT } from '../text.ts';
import { useCopy } from './useCopy.ts';

const T = TEXT.manage;

/** A text to be copied. */
export function CopyText({ title, text }: { title: string; text: string }) {
  const { field, note, copy } = useCopy<HTMLTextAreaElement>(text);
  return (
    <div class="copy">
      <h3>{title}</h3>
      <textarea
        ref={field}
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
