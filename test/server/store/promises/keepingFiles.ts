import { describe, expect, it } from 'vitest';
import type { Open } from './engine.ts';
import { NOW } from './rows.ts';

/** Files that were served under a name with a version in it. */
export function keepingFiles(open: Open, { hasDisk }: { hasDisk: boolean }): void {
  const file = (name: string, text = name) => ({ name, body: Buffer.from(text), served_at: NOW });

  describe('a served file', () => {
    it('is kept byte for byte', async () => {
      const { store } = await open();
      const body = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
      expect(await store.servedFiles.add({ ...file('tgp@1.0.0.js'), body })).toBe(true);
      const kept = (await store.servedFiles.get('tgp@1.0.0.js'))!;
      expect(Buffer.compare(Buffer.from(kept.body), Buffer.from(body))).toBe(0);
      expect(kept).toMatchObject({ name: 'tgp@1.0.0.js', served_at: NOW });
    });

    it('stays as the first one of its name', async () => {
      const { store } = await open();
      await store.servedFiles.add(file('a', 'first'));
      expect(await store.servedFiles.add(file('a', 'second'))).toBe(false);
      expect(Buffer.from((await store.servedFiles.get('a'))!.body).toString()).toBe('first');
    });

    it('is a copy when it is read, and when it is kept', async () => {
      const { store } = await open();
      const given = file('a', 'first');
      await store.servedFiles.add(given);
      given.body.fill(0);
      (await store.servedFiles.get('a'))!.body.fill(0);
      expect(Buffer.from((await store.servedFiles.get('a'))!.body).toString()).toBe('first');
    });

    it('is not there under another name, and is listed in the order of the names', async () => {
      const { store } = await open();
      expect(await store.servedFiles.list()).toEqual([]);
      for (const name of ['tgp@2.0.0.js', 'tgp-1.0.0.tgz', 'Tgp']) await store.servedFiles.add(file(name));
      expect(await store.servedFiles.get('tgp')).toBeUndefined();
      expect(await store.servedFiles.list()).toEqual(['Tgp', 'tgp-1.0.0.tgz', 'tgp@2.0.0.js']);
    });

    it.runIf(hasDisk)('is there when the store is opened again', async () => {
      const { store, reopen } = await open({ onDisk: true });
      await store.servedFiles.add(file('a'));
      expect(await (await reopen!()).servedFiles.list()).toEqual(['a']);
    });
  });
}
