import type { ServerResponse } from 'node:http';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import type { Refusal } from '../../collect/refusals.ts';
import { eventFrame } from '../../http/eventFrame.ts';
import type { StoredEvent } from '../../store/event.ts';
import { wholeOrHead } from './eventHead.ts';
import { mayRead, refusalJson } from './refusalJson.ts';

/** Most bytes that may wait for a slow reader before it is cut off; it can read on from GET /events. */
const MAX_WAITING = 1024 * 1024;

/** The same for all of them together: the one for which most waits is cut off. */
const MAX_ALL_WAITING = 8 * 1024 * 1024;

/** How long events wait for others, so that many of them are one write to each stream, in ms. */
const GATHER_MS = 50;

/** What a stream is of: all tags of its accounts, or one of them. */
export interface Topic {
  accounts: Access['accounts'];
  writeKey: string | undefined;
  /** The path that the collector has for whoever listens. Default: none. */
  prefix?: string;
  /** Whether beacons that were refused are told of. Default: false. */
  refusals?: boolean | undefined;
}

/** Streams of the same topic: what they are told is put together once. */
interface Group {
  topic: Topic;
  responses: Set<ServerResponse>;
  frames: string[];
}

/** All streams of events that are open. An event is written as JSON once for all of them. */
export class Streams {
  readonly #groups = new Map<string, Group>();
  #timer: NodeJS.Timeout | undefined;

  /** Tells a response of events from now until it is closed. */
  add(response: ServerResponse, topic: Topic): void {
    const key = JSON.stringify([topic.accounts, topic.writeKey, topic.prefix, topic.refusals]);
    const group = this.#groups.get(key) ?? { topic, responses: new Set(), frames: [] };
    this.#groups.set(key, group);
    group.responses.add(response);
    response.once('close', () => {
      group.responses.delete(response);
      if (!group.responses.size && this.#groups.get(key) === group) this.#groups.delete(key);
    });
  }

  /** Tells of an event those that are about it. */
  pass(event: StoredEvent, accountId: string): void {
    const known = new Map<string, string>();
    for (const { topic, frames } of this.#groups.values()) {
      const { writeKey, prefix = '' } = topic;
      if (!opens(topic, accountId) || (writeKey !== undefined && event.writeKey !== writeKey)) continue;
      const frame = known.get(prefix) ?? eventFrame(event.messageId, wholeOrHead(event, prefix));
      known.set(prefix, frame);
      frames.push(frame);
    }
    if (known.size) this.#writeSoon();
  }

  /** Tells of beacons that were refused those that ask for it and may read them. */
  passRefusal(refusal: Refusal): void {
    const frame = `event: refusal\n${eventFrame('', JSON.stringify(refusalJson(refusal)))}`;
    for (const { topic, frames } of this.#groups.values()) {
      if (!topic.refusals || !mayRead(topic, refusal, topic.writeKey)) continue;
      frames.push(frame);
      this.#writeSoon();
    }
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  /** Writes what waits, and ends all of them. */
  end(): void {
    this.#write();
    for (const response of this.#all()) response.end();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { responses, frames } of this.#groups.values()) {
      if (!frames.length) continue;
      const bytes = Buffer.from(frames.splice(0).join(''));
      for (const response of responses) if (!response.writableEnded) response.write(bytes);
    }
    this.#bound();
  }

  /** Cuts off those for which too much waits. */
  #bound(): void {
    const waiting = this.#all().filter(({ writableLength }) => writableLength > 0);
    waiting.sort((a, b) => b.writableLength - a.writableLength);
    let sum = waiting.reduce((bytes, { writableLength }) => bytes + writableLength, 0);
    for (const response of waiting) {
      const { writableLength } = response;
      if (writableLength <= MAX_WAITING && sum <= MAX_ALL_WAITING) break;
      sum -= writableLength;
      response.destroy();
    }
  }

  #all(): ServerResponse[] {
    return [...this.#groups.values()].flatMap(({ responses }) => [...responses]);
  }
}
