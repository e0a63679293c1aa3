import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { rebuildCommand } from '../../../src/server/cli/rebuildCommand.ts';
import { collector, IN_FILE } from '../../support/collector.ts';

const BOT = 'Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)';

it('counts visits by new rules once it is told to, and shows before who would be no person', async () => {
  const { app, call, folder, writeKey } = await collector({}, IN_FILE);
  for (const who of ['a', 'b']) {
    const query = new URLSearchParams({ writeKey, anonymousId: who, 'context.userAgent': BOT });
    await app.inject(`/pixel/v1/page?${query}`);
  }
  const visits = async () => (await call('GET', '/reports/totals')).json().totals.visits;
  expect(await visits()).toBe(0);
  // As a version before left them, whose rules knew no such bot.
  const db = new DatabaseSync(`${folder}/tgp.db`);
  db.exec(`UPDATE visits SET counted = 'people', why = '', rules = 0;
    UPDATE visit_days SET changes = changes + 1;
    UPDATE last_numbers SET number = 0 WHERE kind = 'rules'`);
  db.close();
  expect((await call('GET', '/status')).json().rebuild_offered).toBe(true);
  expect(await visits()).toBe(2);

  const shown = await rebuildCommand(['--data', folder], {});
  expect(shown).toContain('visits, people, direct: 2 before, 0 after');
  expect(shown).toContain('visits, automated, direct: 0 before, 2 after');
  expect(shown).toMatch(/the rules of an earlier version\.\nNothing is changed/);
  expect(await visits()).toBe(2);

  await rebuildCommand(['--data', folder, '--apply'], {});
  expect(await visits()).toBe(0);
  expect((await call('GET', '/status')).json()).not.toHaveProperty('rebuild_offered');
});
