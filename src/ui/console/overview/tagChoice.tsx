import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import { Choice } from './choice.tsx';

const T = TEXT.overview;

interface Tag {
  write_key: string;
  name: string;
}

interface Props {
  account: string;
  /** Its write key; '' for all. */
  tag: string;
  onChange: (tag: string) => void;
}

/** One of an account's tags, or all of them. */
export function TagChoice({ account, tag, onChange }: Props) {
  const report = useReport<{ tags: Tag[] }>(`accounts/${encodeURIComponent(account)}/tags`);
  const tags = report.answer.value?.tags ?? [];
  return (
    <Choice
      id="tag"
      label={T.tag}
      value={tag}
      options={[['', T.allTags], ...tags.map(({ write_key, name }) => [write_key, name] as const)]}
      onChange={onChange}
    />
  );
}
