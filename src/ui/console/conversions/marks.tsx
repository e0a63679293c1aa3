import { TEXT } from '../text.ts';
import type { Conversion } from './answers.ts';

const T = TEXT.conversions;

/** What is to be known of a conversion's value, in short. */
export function Marks({ of: { marks, signed, refunded } }: { of: Conversion }) {
  const notes: [string, string][] = [
    ...marks.map((mark): [string, string] => [T.marks[mark][0], T.marks[mark][1]]),
    ...(signed ? [[T.signed, ''] as [string, string]] : []),
    ...(refunded > 0 ? [[T.refunded, ''] as [string, string]] : []),
  ];
  return (
    <>
      {notes.map(([text, title]) => (
        <span key={text} class="mark" title={title || undefined}>
          {text}
        </span>
      ))}
    </>
  );
}
