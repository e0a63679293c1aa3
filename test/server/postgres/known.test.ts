import { describe, expect, it } from 'vitest';
import { gathered } from '../../../src/server/postgres/gathered.ts';
import { known } from '../../../src/server/postgres/known.ts';
import { Away } from '../../../src/server/store/errors.ts';

describe('what is known by heart', () => {
  const answers = () => {
    let asked = 0;
    return { ask: async () => `answer ${++asked}`, none: async () => void ++asked, asked: () => asked };
  };

  it('is asked for once, until it is forgotten', async () => {
    const answer = known<string>({ isHeard: () => true, most: 9 });
    const { ask, none, asked } = answers();
    expect(await Promise.all([1, 2, 3].map(() => answer.get('a', 'o', ask)))).toEqual(
      Array(3).fill('answer 1'),
    );
    expect(await answer.get('b', 'o', none)).toBeUndefined();
    expect(await answer.get('b', 'o', none)).toBeUndefined();
    expect(asked()).toBe(2);
    answer.forget('another');
    expect(await answer.get('a', 'o', ask)).toBe('answer 1');
    answer.forget('o');
    expect(await answer.get('a', 'o', ask)).toBe('answer 3');
    answer.forget();
    expect(await answer.get('a', 'o', ask)).toBe('answer 4');
  });

  it('is not what was before, where it was forgotten while it was asked for', async () => {
    const answer = known<string>({ isHeard: () => true, most: 9 });
    let tell = (_: string) => {};
    const first = answer.get(
      'a',
      'o',
      () =>
        new Promise(resolve => {
          tell = resolve;
        }),
    );
    answer.forget('o');
    const second = answer.get('a', 'o', async () => 'new');
    tell('old');
    expect([await first, await second]).toEqual(['old', 'new']);
    expect(await answer.get('a', 'o', async () => 'never')).toBe('new');
  });

  it('is asked for each time while it is changed here', async () => {
    const answer = known<string>({ isHeard: () => true, most: 9 });
    const { ask, asked } = answers();
    await answer.get('a', 'o', ask);
    answer.change('o');
    await answer.get('a', 'o', ask);
    await answer.get('a', 'o', ask);
    expect(asked()).toBe(3);
  });

  it('is bounded, and what there is not takes no place of what there is', async () => {
    const answer = known<string>({ isHeard: () => true, most: 2 });
    const { ask, none } = answers();
    await answer.get('a', 'o', ask);
    for (const key of ['b', 'c', 'd', 'e']) await answer.get(key, 'o', none);
    expect(['a', 'b', 'c', 'd', 'e'].filter(answer.has)).toEqual(['a', 'd', 'e']);
    for (const key of ['f', 'a', 'g']) await answer.get(key, 'o', ask);
    expect(['a', 'f', 'g'].filter(answer.has)).toEqual(['a', 'g']);
    await answer.get('x'.repeat(1_000), 'o', ask);
    expect(answer.has('x'.repeat(1_000))).toBe(false);
  });

  it('is what it was while nobody answers, where that is as good', async () => {
    const away = () => Promise.reject(new Away('away'));
    for (const isPatient of [true, false]) {
      const answer = known<string>({ isHeard: () => true, most: 9, isPatient });
      await answer.get('a', 'o', async () => 'old');
      answer.forget();
      const again = answer.get('a', 'o', away);
      if (isPatient) expect(await again).toBe('old');
      else await expect(again).rejects.toThrow(Away);
      await expect(answer.get('b', 'o', away)).rejects.toThrow(Away);
    }
  });

  it('is what was answered last, where it was forgotten while it was asked for and nobody answers now', async () => {
    const away = () => Promise.reject(new Away('away'));
    for (const how of ['forget', 'change', 'asked again'] as const) {
      const answer = known<string>({ isHeard: () => true, most: 9, isPatient: true });
      if (how === 'change') answer.change('o');
      const first = answer.get('a', 'o', async () => {
        if (how !== 'change') answer.forget('o');
        if (how === 'asked again') await expect(answer.get('a', 'o', away)).rejects.toThrow(Away);
        return 'last';
      });
      expect(await first, how).toBe('last');
      expect(answer.has('a'), how).toBe(false);
      expect(await answer.get('a', 'o', away), how).toBe('last');
    }
  });

  it('is not what another one was answered, whom it belonged to', async () => {
    const answer = known<string>({ isHeard: () => true, most: 9, isPatient: true });
    const first = answer.get('a', 'o', async () => {
      answer.forget('o');
      expect(await answer.get('a', 'p', async () => 'of p')).toBe('of p');
      return 'of o';
    });
    expect(await first).toBe('of o');
    expect(await answer.get('a', 'p', async () => 'never')).toBe('of p');
  });
});

it('one question is asked for all that came while another one was', async () => {
  const asked: string[][] = [];
  const one = gathered<string>(async keys => {
    asked.push(keys);
    return new Map(keys.filter(key => key !== 'none').map(key => [key, `of ${key}`]));
  });
  expect(await Promise.all(['a', 'b', 'a', 'none'].map(one))).toEqual(['of a', 'of b', 'of a', undefined]);
  expect(asked).toEqual([['a', 'b', 'none']]);
  expect(await one('c')).toBe('of c');
});
