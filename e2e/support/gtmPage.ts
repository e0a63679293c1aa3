import { readFileSync } from 'node:fs';

const RUNTIME = readFileSync(new URL('../runtimes/gtm.js', import.meta.url), 'utf8');

export interface GtmPage {
  /** The container's export, as JSON. */
  container: string;
  /** Whether its tags support document.write. */
  documentWrite?: boolean;
  /** Runs before the container, as a consent default must. */
  head?: string;
  nonce?: string;
}

/** A page that runs a container the way the real runtime does. */
export function gtmPage({ container, documentWrite = false, head = '', nonce }: GtmPage): string {
  const runtime = RUNTIME.replace('/*container*/ {}', () => container.replaceAll('<', '\\u003c')).replace(
    '/*documentWrite*/ false',
    String(documentWrite),
  );
  const attribute = nonce ? ` nonce="${nonce}"` : '';
  return `<!doctype html><title>GTM</title>
<script${attribute}>window.dataLayer = [];${head}</script>
<script${attribute}>${runtime}</script><h1>GTM</h1>`;
}
