import type { LightMyRequestResponse } from 'fastify';
import type { TestCollector } from './collector.ts';

const HEADERS = { 'user-agent': 'Test/1', referer: 'https://shop.example/thanks' };

/** Asks for an address of an ad or a pixel, as a page of the shop would. */
export const get = (
  { app }: TestCollector,
  url: string,
  headers: Record<string, string> = HEADERS,
): Promise<LightMyRequestResponse> => app.inject({ url, headers });

/** Whether an answer is the 43-byte image. */
export const isGif = (answer: LightMyRequestResponse): boolean =>
  answer.statusCode === 200 &&
  answer.headers['content-type'] === 'image/gif' &&
  answer.rawPayload.length === 43;
