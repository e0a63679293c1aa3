import { FindIn } from '../parts/findIn.tsx';
import { useReport } from '../parts/useReport.ts';
import { useSome } from '../parts/useSome.ts';
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
  const path = `accounts/${encodeURIComponent(account)}/tags`;
  const tags = useSome<'tags', Tag>(path, 'tags');
  const { rows = [] } = tags;
  const isElsewhere = tag !== '' && tags.rows !== undefined && !rows.some(each => each.write_key === tag);
  const other = useReport<Tag>(isElsewhere ? `${path}/${encodeURIComponent(tag)}` : null).answer.value;
  const options = rows.map(({ write_key, name }) => [write_key, name] as const);
  return (
    <>
      <Choice
        id="tag"
        label={T.tag}
        value={tag}
        options={[
          ['', T.allTags],
          ...(isElsewhere ? [[tag, other?.write_key === tag ? other.name : tag] as const] : []),
          ...options,
        ]}
        onChange={onChange}
      />
      <FindIn id="tag-search" label={TEXT.live.findTag} of={tags} />
    </>
  );
}
