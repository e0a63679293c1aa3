import { describe } from 'vitest';
import { appending } from './promises/appending.ts';
import { attributing } from './promises/attributing.ts';
import { auditing } from './promises/auditing.ts';
import { completing } from './promises/completing.ts';
import { converting } from './promises/converting.ts';
import { counting } from './promises/counting.ts';
import type { Open } from './promises/engine.ts';
import { erasing } from './promises/erasing.ts';
import { forgetting } from './promises/forgetting.ts';
import { joining } from './promises/joining.ts';
import { keepingFiles } from './promises/keepingFiles.ts';
import { linking } from './promises/linking.ts';
import { naming } from './promises/naming.ts';
import { owning } from './promises/owning.ts';
import { paging } from './promises/paging.ts';
import { reading } from './promises/reading.ts';
import { readingConversions } from './promises/readingConversions.ts';
import { readingTouches } from './promises/readingTouches.ts';
import { rebuilding } from './promises/rebuilding.ts';
import { recording } from './promises/recording.ts';
import { refunding } from './promises/refunding.ts';
import { remembering } from './promises/remembering.ts';
import { removing } from './promises/removing.ts';
import { reporting } from './promises/reporting.ts';
import { searching } from './promises/searching.ts';
import { telling } from './promises/telling.ts';
import { trying } from './promises/trying.ts';
import { visiting } from './promises/visiting.ts';
import { vouching } from './promises/vouching.ts';

/**
 * Everything that a store promises, whatever engine keeps it.
 * @param open a new and empty store, gone when the running test ends
 * @param hasDisk whether `open` gives a way to open it again
 */
export function conformance(name: string, open: Open, { hasDisk }: { hasDisk: boolean }): void {
  describe(`a store in ${name}`, () => {
    appending(open, { hasDisk });
    reading(open);
    counting(open);
    naming(open);
    converting(open);
    readingConversions(open);
    readingTouches(open);
    attributing(open);
    completing(open);
    joining(open);
    refunding(open);
    forgetting(open);
    erasing(open);
    rebuilding(open);
    remembering(open);
    telling(open);
    trying(open);
    visiting(open);
    vouching(open);
    reporting(open);
    removing(open);
    recording(open);
    owning(open);
    linking(open);
    searching(open);
    paging(open);
    auditing(open);
    keepingFiles(open, { hasDisk });
  });
}
