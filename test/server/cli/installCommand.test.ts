import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../../src/install/platforms.ts';
import { INSTALL_HELP, installCommand } from '../../../src/server/cli/installCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'tgp-install-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a pixel into a file and gives its name. */
function file(pixel: unknown): string {
  const name = join(folder, 'pixel.json');
  writeFileSync(name, typeof pixel === 'string' ? pixel : JSON.stringify(pixel));
  return name;
}

const PIXEL = {
  name: 'Purchase',
  config: { type: 'conversion', conversion_type: 'purchase', currency: { source: 'fixed', value: 'EUR' } },
};

describe('tgp install', () => {
  it('prints the code of a pixel for its own platform, or another', () => {
    const pixel = file({ ...PIXEL, target_platform: 'tealium' });
    expect(installCommand(['--pixel', pixel], {})).not.toContain('<script>');
    const code = installCommand(['--pixel', pixel, '--platform', 'gtm', '--write-key', 'k1'], {});
    expect(code).toContain('<script>');
    expect(code).toContain('"k1"');
    expect(code).toContain('"purchase"');
  });

  it('takes a pixel as the API shows it', () => {
    const data = {
      id: 'pix_1',
      account_id: 'acme',
      created_by: 7,
      created_at: 'x',
      updated_at: 'x',
      ...PIXEL,
    };
    const json = installCommand(['--pixel', file({ success: true, data }), '--json'], {});
    expect(JSON.parse(json)).toMatchObject({ platform: 'javascript', language: 'html' });
    expect(json).toContain('pix_1');
  });

  it('takes the collector from the environment', () => {
    const env = { TGP_COLLECTOR: 'https://c.example/', TGP_WRITE_KEY: 'k2' };
    expect(installCommand(['--pixel', file(PIXEL)], env)).toContain('"https://c.example/tgp.js"');
  });

  it('prints one part alone, and the files beside it', () => {
    const pixel = file({ ...PIXEL, target_platform: 'javascript' });
    const [both, base, event] = [[], ['--part', 'base'], ['--part', 'event']].map(part =>
      installCommand(['--pixel', pixel, ...part], {}),
    );
    expect(both).toBe(`${base}\n\n${event}`);
    const template = JSON.parse(
      installCommand(['--pixel', pixel, '--platform', 'gtm-template', '--json'], {}),
    );
    expect(template.files['metadata.yaml']).toMatch(/^homepage: "https:.*\n[\s\S]*versions:\n {2}- sha: /);
  });

  it('lists the platforms, and its options', () => {
    expect(installCommand(['--list'], {}).split('\n')).toEqual([...PLATFORMS]);
    expect(installCommand(['--help'], {})).toBe(INSTALL_HELP.trimEnd());
  });

  const wrong: [name: string, args: string[], message: RegExp][] = [
    ['no pixel', [], /--pixel/],
    ['a file that is not there', ['--pixel', join(folder, 'none.json')], /none\.json/],
    ['another platform', ['--pixel', 'PIXEL', '--platform', 'cobol'], /cobol.*javascript, gtm/],
    ['another part', ['--pixel', 'PIXEL', '--part', 'middle'], /--part.*middle/],
    ['an option that is none', ['--pixle', 'x'], /--pixle/],
  ];
  for (const [name, args, message] of wrong) {
    it(`says what is wrong with ${name}`, () => {
      const pixel = file(PIXEL);
      expect(() =>
        installCommand(
          args.map(arg => (arg === 'PIXEL' ? pixel : arg)),
          {},
        ),
      ).toThrow(message);
    });
  }

  it('names every problem of a pixel', () => {
    const broken = file({
      name: '',
      config: { type: 'conversion', revenue: { source: 'fixed', value: 'ten' } },
    });
    expect(() => installCommand(['--pixel', broken], {})).toThrow(/name[\s\S]*conversion_type[\s\S]*revenue/);
    expect(() => installCommand(['--pixel', file('{')], {})).toThrow(/JSON/);
  });
});
