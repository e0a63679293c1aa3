/** What ends a line of a stream, or makes its reader throw an id away. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is left out
const UNFIT = /[\r\n\u0000]/;

/**
 * A frame of server-sent events. Whatever the texts are, it is one frame: data of several lines stays data, and an id that
 * would end its line is left out; an empty one too.
 */
export function eventFrame(id: string, data: string): string {
  const ofId = !id || UNFIT.test(id) ? '' : `id: ${id}\n`;
  return `${ofId}data: ${data.replaceAll(/\r\n|\r|\n/g, '\ndata: ')}\n\n`;
}
