/** What is told beside the events. */
export interface Beside {
  /** Called whenever something arrives, also the comments by which the collector shows that it lives. Default: nothing. */
  onChunk?: (() => void) | undefined;
  /** Gets each event that has a name of its own, which is not among the others. Default: nothing. */
  onNamed?: ((name: string, text: string) => void) | undefined;
}

/**
 * Reads server-sent events: the data of each. `EventSource` would do it, but can't send the header that the
 * API token travels in.
 */
export async function* serverEvents(
  body: ReadableStream<BufferSource>,
  { onChunk, onNamed }: Beside = {},
): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      onChunk?.();
      const blocks = (rest + chunk.value).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const data = fieldOf(block, 'data');
        const name = fieldOf(block, 'event');
        if (data === undefined) continue;
        if (name === undefined) yield data;
        else onNamed?.(name, data);
      }
    }
  } finally {
    // However the reading ended; after a lost connection there is nothing left to cancel.
    await reader.cancel().catch(() => {});
  }
}

function fieldOf(block: string, name: string): string | undefined {
  const begin = `${name}:`;
  const lines = block.split('\n').filter(line => line.startsWith(begin));
  return lines.length ? lines.map(line => line.slice(begin.length).replace(/^ /, '')).join('\n') : undefined;
}
