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

/** The addresses that a script of `t=1` fires, run in a page of sorts. */
export function fired(script: string): string[] {
  const urls: string[] = [];
  const page = {
    head: { appendChild: ({ src }: { src: string }) => void urls.push(`js ${src}`) },
    createElement: () => ({}),
    querySelector: () => null,
  };
  class Image {
    set src(url: string) {
      urls.push(`img ${url}`);
    }
  }
  new Function('document', 'window', 'Image', script)(page, {}, Image);
  return urls;
}
