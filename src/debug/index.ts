import { attempt } from '../protocol/attempt.ts';
import { ofDocument } from '../tag/platform.ts';
import { findTags } from './findTags.ts';
import { look } from './look.ts';
import { watchedBy } from './watched.ts';

// Loaded by the tag alone, and only for who asks for it. What goes wrong in here reaches nothing of the page's.
attempt(() => {
  const id = watchedBy();
  if (!id) return;
  const { src } = ofDocument<HTMLScriptElement | null>('currentScript') || { src: '' };
  // With two tags there are two of these: the panel of the first shows the second, too.
  const first = findTags().filter(({ said }) => said && said.look)[0];
  if (first) first.said!.look!();
  else look(id, src);
});
