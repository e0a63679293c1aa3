/**
 * Reads server-sent events: the data of each. `EventSource` would do it, but can't send the header that the
 * API token travels in.
 * @param onChunk called whenever something arrives, also the comments by which the collector shows that it lives
 */
export async function* serverEvents(
  body: ReadableStream<BufferSource>,
  onChunk: () => void = () => {},
): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      onChunk();
      const blocks = (rest + chunk.value).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const data = dataOf(block);
        if (data !== undefined) yield data;
      }
    }
  } finally {
    // However the reading ended; after a lost connection there is nothing left to cancel.
    await reader.cancel().catch(() => {});
  }
}

function dataOf(block: string): string | undefined {
  const lines = block.split('\n').filter(line => line.startsWith('data:'));
  return lines.length ? lines.map(line => line.slice(5).replace(/^ /, '')).join('\n') : undefined;
}
