import { ApiError, openApi } from '../callApi.ts';
import { BY_COOKIE } from './who.ts';

/** How far it is. */
export interface ErasureProgress {
  events: number;
  /** How many there are at most; null where that isn't known. */
  of: number | null;
}

type Line = ErasureProgress | { removed: true } | { error: string };

/**
 * Has the collector remove what takes a while, and is told how far it is. Throws what the collector says is wrong.
 * @returns whether all of it is gone: false where the signal stopped it
 */
export async function erase(
  path: string,
  signal: AbortSignal,
  onProgress: (progress: ErasureProgress) => void,
): Promise<boolean> {
  try {
    const { body } = await openApi(`${path}?progress=true`, BY_COOKIE, { method: 'DELETE', signal });
    for await (const line of lines(body!)) {
      if ('removed' in line) return true;
      if ('error' in line) throw new ApiError(500, line.error);
      onProgress(line);
    }
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
  throw new Error('the connection ended');
}

async function* lines(body: ReadableStream<BufferSource>): AsyncGenerator<Line, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const all = (rest + chunk.value).split('\n');
    rest = all.pop()!;
    for (const each of all) yield JSON.parse(each);
  }
}
