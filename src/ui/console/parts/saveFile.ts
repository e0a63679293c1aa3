/** How long the browser may take to begin with it. */
const BEGUN_MS = 1000;

/** Saves something as a file of the reader's. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), BEGUN_MS);
}
