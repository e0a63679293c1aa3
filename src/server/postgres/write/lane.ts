import { CommitQueue } from '../../store/commitQueue.ts';
import type { Context } from '../context.ts';
import type { Server } from '../server.ts';
import { crediting } from './crediting.ts';
import type { LeftToDo } from './leftToDo.ts';
import { partitions } from './partitions.ts';
import { writeAll } from './writeAll.ts';
import { type Item, writeBatch } from './writeBatch.ts';

export interface LaneOptions {
  creditsPerCommit: number;
  queueLimit: number;
  queueSize: number;
}

/** The way to one server: another one that is away keeps nobody here waiting. */
export interface Lane {
  server: Server;
  queue: CommitQueue<Item, boolean>;
  crediting: LeftToDo;
}

/** @param told of each account, how many events it has had */
export function lane(
  server: Server,
  context: Context,
  { creditsPerCommit, queueLimit, queueSize }: LaneOptions,
  told: (events: Map<string, number>) => void,
): Lane {
  const write = writeBatch(server, context, creditsPerCommit);
  const days = partitions(server);
  const steps = crediting(server);
  const queue = new CommitQueue<Item, boolean>(
    async items => {
      context.ensureRoom();
      const { results, events, isDue } = await writeAll(write, days, items);
      told(events);
      if (isDue) steps.start();
      return results;
    },
    queueLimit,
    queueSize,
  );
  return { server, queue, crediting: steps };
}
