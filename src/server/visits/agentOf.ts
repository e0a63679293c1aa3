import type { Reason } from '../store/visits.ts';
import { automatedBy, isMailProxy } from './automatedBy.ts';
import { browserOf } from './browserOf.ts';
import { deviceOf } from './deviceOf.ts';
import { recent } from './recent.ts';
import { systemOf } from './systemOf.ts';

/** What a User-Agent says. */
export interface Agent {
  device: string;
  browser: string;
  system: string;
  /** Why it is no person's, if it is none. */
  why: Reason | undefined;
  /** A server that asks for the reader of a mail. */
  isProxy: boolean;
}

/** Most of a User-Agent that is read: longer ones are no browser's. */
const MAX_READ = 1000;

/** Of a day's visitors, nearly all share these; each takes some hundred bytes. */
const KEPT = 2000;

const read = (userAgent: string): Agent => ({
  device: deviceOf(userAgent),
  browser: browserOf(userAgent),
  system: systemOf(userAgent),
  why: automatedBy(userAgent),
  isProxy: isMailProxy(userAgent),
});

const known = recent(read, KEPT);

/** Reads a User-Agent, and remembers what it read. */
export const agentOf = (userAgent: string): Agent => known(userAgent.slice(0, MAX_READ));
