import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { TEXT } from '../text.ts';

interface Copying<Field> {
  /** Of the field that the text is in. */
  field: RefObject<Field | null>;
  /** What became of it. */
  note: Signal<string>;
  copy: () => Promise<void>;
}

/** Copies a text that is in a field. */
export function useCopy<Field extends HTMLTextAreaElement | HTMLInputElement>(text: string): Copying<Field> {
  const field = useRef<Field>(null);
  const note = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      note.value = TEXT.copied;
    } catch {
      // Away from https and localhost there is no clipboard: then all that is left to do is a key press.
      field.current?.select();
      note.value = TEXT.notCopied;
    }
  };
  return { field, note, copy };
}
