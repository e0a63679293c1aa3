import type { Server } from '../server.ts';
import { type Forgetting, noteGone } from './noteGone.ts';
import { step } from './step.ts';

const STEP = 1000;

/** Has husks of a tag name nothing, as old as its events may be: until there nothing is counted again, and a name may be a person's. */
export async function forgetHusks(server: Server, tag: Forgetting): Promise<void> {
  for (let changed = STEP; changed === STEP; ) {
    changed = await step(server, tag.accountId, async session => {
      const many = await session.run(
        `UPDATE husks SET (type, event, kind, source) = ('', '', '', '')
         WHERE account_id = $1 AND write_key = $2 AND mark = ANY(ARRAY(
           SELECT mark FROM husks WHERE account_id = $1 AND write_key = $2 AND received_at < $3 AND type <> ''
           LIMIT ${STEP}))`,
        [tag.accountId, tag.writeKey, tag.until],
      );
      if (many) await noteGone(session, tag);
      return many;
    });
  }
}
