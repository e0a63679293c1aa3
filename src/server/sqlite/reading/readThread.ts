import { constants, setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from '../connection.ts';
import { smallLetters } from '../smallLetters.ts';
import { type Answer, failureOf, type Question } from './messages.ts';
import { type LongRead, reads } from './reads.ts';

/** What such a thread is started with. */
export interface ReadThread {
  file: string;
  busyMs: number;
}

// On Linux a thread has a niceness of its own: where there is one core, beacons come first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const port = parentPort!;
const { file, busyMs } = workerData as ReadThread;
const opened = new DatabaseSync(file, { readOnly: true, timeout: busyMs });
smallLetters(opened);
const db = new Connection(opened);
const all = reads(db) as Record<LongRead, (...args: unknown[]) => Promise<unknown>>;
const underWay = new Map<number, AbortController>();

async function read(id: number, name: LongRead, args: unknown[]): Promise<void> {
  const wanted = new AbortController();
  underWay.set(id, wanted);
  let answer: Answer;
  try {
    answer = { id, result: await all[name](...args, wanted.signal) };
  } catch (error) {
    answer = { id, error: failureOf(error) };
  }
  underWay.delete(id);
  port.postMessage(answer);
}

port.on('message', (question: Question) => {
  if (question.ask === 'read') void read(question.id, question.name, question.args);
  else if (question.ask === 'giveUp') underWay.get(question.id)?.abort();
  else {
    for (const wanted of underWay.values()) wanted.abort();
    db.close();
    port.close();
  }
});
