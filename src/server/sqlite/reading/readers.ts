import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Away } from '../../store/errors.ts';
import { type Answer, errorOf, type Question } from './messages.ts';
import { LONG_READS, type LongRead, type Reads, signalOf } from './reads.ts';
import type { ReadThread } from './readThread.ts';

/** Beside this file, as source or as it is packed. */
const THREAD = new URL(`./readThread${extname(import.meta.url)}`, import.meta.url);

/** Reads that a thread has begun: each goes in steps, so that a short one doesn't wait for a long one. */
const AT_ONCE = 4;

/** Most reads that wait for their turn. */
const MAX_WAITING = 1000;

/** A thread holds some 25 MB: without work it ends after so long. */
const IDLE_MS = 60_000;

/** What a thread may hold: a page ends at some megabytes. */
const HEAP_MB = 192;

interface Call {
  name: LongRead;
  args: unknown[];
  resolve(result: unknown): void;
  reject(error: unknown): void;
  /** Once it is begun. */
  giveUp?: () => void;
}

interface Thread {
  worker: Worker;
  calls: Map<number, Call>;
  idle: NodeJS.Timeout | undefined;
}

export interface Readers {
  /** Each rejects with the signal's reason as soon as nobody waits for it; it is given up at its next step. */
  reads: Reads;
  /** Settles when the file is let go of; what is being read is given up. */
  close(): Promise<void>;
}

/**
 * Reads a store's file in threads that have connections of their own: what takes long there keeps no beacon waiting. They
 * see what is committed when they begin. A thread starts when it is needed first.
 */
export function readers(file: string, { threads, busyMs }: { threads: number; busyMs: number }): Readers {
  const running = new Set<Thread>();
  const ending = new Set<Promise<void>>();
  const waiting = new Set<Call>();
  let isClosed = false;
  let lastId = 0;

  function start(): Thread {
    const workerData: ReadThread = { file, busyMs };
    const worker = new Worker(THREAD, {
      workerData,
      // Node 22 calls some of what is used there experimental, at each start.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const thread: Thread = { worker, calls: new Map(), idle: undefined };
    let failure = 'the thread that reads has ended';
    worker.on('message', (answer: Answer) => settle(thread, answer));
    worker.on('error', ({ message }) => {
      failure = message;
    });
    const exit = new Promise<void>(resolve =>
      worker.on('exit', () => {
        running.delete(thread);
        ending.delete(exit);
        for (const { reject } of thread.calls.values()) reject(new Away(failure));
        resolve();
        next();
      }),
    );
    ending.add(exit);
    running.add(thread);
    return thread;
  }

  function settle(thread: Thread, answer: Answer): void {
    const call = thread.calls.get(answer.id);
    thread.calls.delete(answer.id);
    if ('error' in answer) call?.reject(errorOf(answer.error));
    else call?.resolve(answer.result);
    next();
    if (thread.calls.size) return;
    // A process that has nothing else to do may end.
    thread.worker.unref();
    thread.idle = setTimeout(() => end(thread), IDLE_MS).unref();
  }

  function end(thread: Thread): void {
    running.delete(thread);
    clearTimeout(thread.idle);
    // Whoever waits for its end is not to end before it.
    thread.worker.ref();
    ask(thread, { ask: 'end' });
  }

  const ask = ({ worker }: Thread, question: Question): void => worker.postMessage(question);

  /** The thread with the least to do, a new one where all have something. */
  function free(): Thread | undefined {
    const [least] = [...running].sort((a, b) => a.calls.size - b.calls.size);
    if (least?.calls.size !== 0 && running.size < threads) return start();
    return least && least.calls.size < AT_ONCE ? least : undefined;
  }

  function next(): void {
    for (const call of waiting) {
      const thread = isClosed ? undefined : free();
      if (!thread) return;
      waiting.delete(call);
      const id = ++lastId;
      call.giveUp = () => ask(thread, { ask: 'giveUp', id });
      clearTimeout(thread.idle);
      thread.worker.ref();
      thread.calls.set(id, call);
      ask(thread, { ask: 'read', id, name: call.name, args: call.args });
    }
  }

  async function read(name: LongRead, args: unknown[]): Promise<unknown> {
    const signal = signalOf(args);
    signal?.throwIfAborted();
    if (isClosed) throw new Away('the store is closed');
    if (waiting.size >= MAX_WAITING) throw new Away('too many reads wait for their turn');
    let abort = () => {};
    try {
      return await new Promise((resolve, reject) => {
        const call: Call = { name, args: args.filter(each => each !== signal), resolve, reject };
        abort = () => {
          if (!waiting.delete(call)) call.giveUp?.();
          reject(signal!.reason);
        };
        signal?.addEventListener('abort', abort);
        waiting.add(call);
        next();
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    reads: Object.fromEntries(
      LONG_READS.map(name => [name, (...args: unknown[]) => read(name, args)]),
    ) as unknown as Reads,
    async close() {
      isClosed = true;
      for (const { reject } of waiting) reject(new Away('the store is closed'));
      waiting.clear();
      for (const thread of running) end(thread);
      await Promise.all(ending);
    },
  };
}
