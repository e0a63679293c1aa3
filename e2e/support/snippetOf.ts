import { javascript } from '../../src/install/javascript.ts';
import { scriptPath } from '../../src/install/scriptPath.ts';
import type { Collector, Tag } from './collector.ts';

/** The snippet of a tag, as the console gives it: a page view by itself, under the tag's own path. */
export const snippetOf = ({ url }: Collector, { write_key, path }: Tag): string =>
  javascript({
    writeKey: write_key,
    scriptUrl: url + scriptPath(write_key, path),
    options: { autoPage: true },
  });
