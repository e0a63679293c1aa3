import { describe, expect, test } from 'vitest';
import { CLICK_IDS } from '../../../src/protocol/clickIds.ts';
import type { Channel } from '../../../src/server/store/visits.ts';
import { clickNetwork } from '../../../src/server/visits/clickNetworks.ts';
import { sourceOf } from '../../../src/server/visits/sourceOf.ts';

const PAGE = 'https://shop.example/';

const of = (referrer: string, search = '', page = PAGE) =>
  sourceOf({ page: page + search, referrer, campaign: {} });

/** Referrers as browsers and apps send them. */
const REFERRERS: [referrer: string, channel: Channel, source: string][] = [
  ['https://www.google.com/', 'search', 'google'],
  ['https://www.google.at/', 'search', 'google'],
  ['https://www.google.co.uk/', 'search', 'google'],
  ['https://www.google.com.br/', 'search', 'google'],
  ['https://www.google.co.jp/url?sa=t&rct=j&url=https%3A%2F%2Fshop.example%2F', 'search', 'google'],
  ['https://google.de/', 'search', 'google'],
  ['android-app://com.google.android.googlequicksearchbox/', 'search', 'google'],
  ['android-app://com.google.android.googlequicksearchbox/https/www.google.com', 'search', 'google'],
  ['https://images.google.fr/', 'search', 'google images'],
  ['https://news.google.com/', 'search', 'google news'],
  ['https://www.bing.com/', 'search', 'bing'],
  ['https://cn.bing.com/search?q=shoes', 'search', 'bing'],
  ['https://duckduckgo.com/', 'search', 'duckduckgo'],
  ['https://html.duckduckgo.com/', 'search', 'duckduckgo'],
  ['https://search.yahoo.com/', 'search', 'yahoo!'],
  ['https://de.search.yahoo.com/', 'search', 'yahoo!'],
  ['https://r.search.yahoo.com/', 'search', 'yahoo!'],
  ['https://search.yahoo.co.jp/', 'search', 'yahoo! japan'],
  ['https://yandex.ru/', 'search', 'yandex'],
  ['https://yandex.com.tr/', 'search', 'yandex'],
  ['https://www.baidu.com/link?url=x', 'search', 'baidu'],
  ['https://m.baidu.com/', 'search', 'baidu'],
  ['https://search.naver.com/', 'search', 'naver'],
  ['https://www.ecosia.org/', 'search', 'ecosia'],
  ['https://www.startpage.com/', 'search', 'startpage'],
  ['https://www.qwant.com/', 'search', 'qwant'],
  ['https://search.brave.com/', 'search', 'brave'],
  ['https://search.seznam.cz/', 'search', 'seznam'],
  ['https://kagi.com/', 'search', 'kagi'],
  ['https://chatgpt.com/', 'assistant', 'chatgpt'],
  ['https://chat.openai.com/', 'assistant', 'chatgpt'],
  ['https://www.perplexity.ai/', 'assistant', 'perplexity'],
  ['https://perplexity.ai/search/x', 'assistant', 'perplexity'],
  ['https://claude.ai/', 'assistant', 'claude'],
  ['https://gemini.google.com/', 'assistant', 'gemini'],
  ['https://copilot.microsoft.com/', 'assistant', 'copilot'],
  ['https://chat.deepseek.com/', 'assistant', 'deepseek'],
  ['https://chat.mistral.ai/', 'assistant', 'le chat'],
  ['https://grok.com/', 'assistant', 'grok'],
  ['https://www.meta.ai/', 'assistant', 'meta ai'],
  ['https://you.com/', 'assistant', 'you'],
  ['https://duck.ai/', 'assistant', 'duck.ai'],
  ['android-app://com.openai.chatgpt/', 'assistant', 'chatgpt'],
  ['https://www.facebook.com/', 'social', 'facebook'],
  ['https://l.facebook.com/l.php?u=x', 'social', 'facebook'],
  ['https://lm.facebook.com/', 'social', 'facebook'],
  ['https://m.facebook.com/', 'social', 'facebook'],
  ['android-app://com.facebook.katana/', 'social', 'facebook'],
  ['https://l.instagram.com/', 'social', 'instagram'],
  ['https://www.instagram.com/', 'social', 'instagram'],
  ['https://t.co/abc123', 'social', 'twitter'],
  ['https://x.com/', 'social', 'twitter'],
  ['https://www.linkedin.com/', 'social', 'linkedin'],
  ['https://lnkd.in/', 'social', 'linkedin'],
  ['android-app://com.linkedin.android/', 'social', 'linkedin'],
  ['https://www.reddit.com/', 'social', 'reddit'],
  ['https://old.reddit.com/', 'social', 'reddit'],
  ['https://out.reddit.com/', 'social', 'reddit'],
  ['https://www.youtube.com/', 'social', 'youtube'],
  ['https://www.pinterest.at/', 'social', 'pinterest'],
  ['https://www.pinterest.com/', 'social', 'pinterest'],
  ['https://www.tiktok.com/', 'social', 'tiktok'],
  ['https://bsky.app/', 'social', 'bluesky'],
  ['https://go.bsky.app/', 'social', 'bluesky'],
  ['https://mastodon.social/', 'social', 'mastodon'],
  ['https://news.ycombinator.com/', 'social', 'hacker news'],
  ['https://l.threads.com/', 'social', 'threads'],
  ['https://t.me/', 'social', 'telegram'],
  ['https://web.whatsapp.com/', 'social', 'whatsapp'],
  ['https://vk.com/', 'social', 'vkontakte'],
  ['https://www.xing.com/', 'social', 'xing'],
  ['android-app://com.google.android.gm', 'email', 'gmail'],
  ['android-app://com.google.android.gm/', 'email', 'gmail'],
  ['https://mail.google.com/', 'email', 'gmail'],
  ['https://outlook.live.com/', 'email', 'outlook'],
  ['https://outlook.office.com/mail/', 'email', 'outlook'],
  ['https://mail.yahoo.com/', 'email', 'yahoo mail'],
  ['https://e.mail.ru/', 'email', 'mail.ru'],
  ['https://deref-gmx.net/', 'email', 'gmx'],
  ['https://navigator.web.de/', 'email', 'web.de'],
  ['https://webmail.hoster.example/', 'email', 'webmail.hoster.example'],
  ['https://mail.company.example/owa/', 'email', 'mail.company.example'],
  ['https://docs.google.com/', 'referral', 'docs.google.com'],
  ['https://www.yahoo.com/', 'referral', 'yahoo.com'],
  ['https://blog.partner.example/best-shoes', 'referral', 'blog.partner.example'],
  ['http://WWW.Partner.Example:8080/', 'referral', 'partner.example'],
  ['https://notfacebook.com/', 'referral', 'notfacebook.com'],
  ['https://google.com.evil.example/', 'referral', 'google.com.evil.example'],
  ['https://bücher.example/', 'referral', 'xn--bcher-kva.example'],
  ['', 'direct', ''],
  ['about:blank', 'direct', ''],
  ['no address', 'direct', ''],
  ['https://shop.example/cart', 'direct', ''],
  ['https://www.shop.example/', 'direct', ''],
  ['https://pay.shop.example/', 'direct', ''],
];

test.each(REFERRERS)('a visit from %s is of %s: %s', (referrer, channel, source) => {
  expect(of(referrer)).toMatchObject({ channel, source });
});

/** What stands in a landing's address, with the referrer that comes with it. */
const LANDINGS: [search: string, referrer: string, channel: Channel, source: string][] = [
  ['?gclid=EAIaIQ', '', 'paid', 'google'],
  ['?gclid=EAIaIQ', 'https://www.google.com/', 'paid', 'google'],
  ['?gad_source=1&gbraid=0AAAA', 'https://www.google.de/', 'paid', 'google'],
  ['?gad_source=5', '', 'paid', 'google'],
  ['?srsltid=AfmBOo', 'https://www.google.com/', 'search', 'google'],
  ['?srsltid=AfmBOo', '', 'search', 'google'],
  ['?fbclid=IwAR', 'https://l.facebook.com/', 'social', 'facebook'],
  ['?fbclid=IwAR', 'https://l.instagram.com/', 'social', 'instagram'],
  ['?fbclid=IwAR', '', 'social', 'facebook'],
  ['?fbclid=IwAR', 'https://forum.example/', 'referral', 'forum.example'],
  ['?fbclid=IwAR&utm_source=facebook&utm_medium=paid_social', '', 'paid', 'facebook'],
  ['?fbclid=IwAR&utm_source=ig&utm_medium=social', 'https://l.instagram.com/', 'social', 'instagram'],
  ['?msclkid=f1', 'https://www.bing.com/', 'paid', 'bing'],
  ['?ttclid=E.C.P', '', 'paid', 'tiktok'],
  ['?twclid=2-1', 'https://t.co/x', 'paid', 'twitter'],
  ['?li_fat_id=6c', 'https://www.linkedin.com/', 'paid', 'linkedin'],
  ['?epik=dj0y', 'https://www.pinterest.com/', 'social', 'pinterest'],
  ['?ysclid=l1', 'https://yandex.ru/', 'search', 'yandex'],
  ['?yclid=1', 'https://yandex.ru/', 'paid', 'yandex'],
  ['?ScCid=1', '', 'paid', 'snapchat'],
  ['?awc=1_2_3', 'https://deals.example/', 'paid', 'awin'],
  ['?tgpclid=1', '', 'paid', ''],
  ['?tgpclid=1', 'https://news.example/', 'paid', 'news.example'],
  ['?utm_source=google&utm_medium=cpc', '', 'paid', 'google'],
  ['?utm_source=Google&utm_medium=CPC', '', 'paid', 'google'],
  ['?UTM_SOURCE=google&UTM_MEDIUM=PPC', '', 'paid', 'google'],
  ['?utm_source=google&utm_medium=Paid%20Search', '', 'paid', 'google'],
  ['?utm_source=taboola&utm_medium=native', '', 'paid', 'taboola'],
  ['?utm_source=meta&utm_medium=social-paid', '', 'paid', 'facebook'],
  ['?utm_source=dv360&utm_medium=display', '', 'paid', 'dv360'],
  ['?utm_source=blog&utm_medium=Affiliate', '', 'paid', 'blog'],
  ['?utm_source=newsletter&utm_medium=email', '', 'email', 'newsletter'],
  ['?utm_source=Newsletter&utm_medium=E-Mail', 'https://mail.google.com/', 'email', 'newsletter'],
  ['?utm_source=klaviyo&utm_medium=NEWSLETTER', '', 'email', 'klaviyo'],
  ['?utm_source=fb&utm_medium=Social', '', 'social', 'facebook'],
  ['?utm_source=linkedin&utm_medium=organic_social', '', 'social', 'linkedin'],
  ['?utm_source=facebook', '', 'social', 'facebook'],
  ['?utm_source=chatgpt.com', '', 'assistant', 'chatgpt'],
  ['?utm_source=chatgpt.com', 'https://chatgpt.com/', 'assistant', 'chatgpt'],
  ['?utm_source=perplexity', '', 'assistant', 'perplexity'],
  ['?utm_source=openai', '', 'assistant', 'chatgpt'],
  ['?utm_source=google&utm_medium=organic', '', 'search', 'google'],
  ['?utm_source=gmb&utm_medium=organic', '', 'search', 'gmb'],
  ['?utm_source=partner&utm_medium=referral', '', 'referral', 'partner'],
  ['?utm_source=flyer&utm_medium=qr', '', 'campaign', 'flyer'],
  ['?utm_source=attentive&utm_medium=SMS', '', 'campaign', 'attentive'],
  ['?utm_campaign=spring', '', 'campaign', ''],
  ['?utm_campaign=spring', 'https://partner.example/', 'campaign', 'partner.example'],
  ['?utm_source=flyer', 'https://www.google.com/', 'campaign', 'flyer'],
  ['?utm_source=%20%20', 'https://www.google.com/', 'search', 'google'],
  ['?utm_source=', '', 'direct', ''],
  ['?q=shoes&source=google', '', 'direct', ''],
  ['?__proto__=1&constructor=2&toString=3', '', 'direct', ''],
];

test.each(LANDINGS)('a landing with %s from "%s" is of %s: %s', (search, referrer, channel, source) => {
  expect(of(referrer, search)).toMatchObject({ channel, source });
});

test('keeps medium and campaign as they are told, and the host of the referrer', () => {
  const landing = of(
    'https://www.news.example/a',
    '?utm_source=A&utm_medium=Push&utm_campaign=Spring%20%20Sale',
  );
  expect(landing).toEqual({
    channel: 'campaign',
    source: 'a',
    medium: 'push',
    campaign: 'Spring Sale',
    referrer: 'news.example',
  });
});

test('takes what the tag read of a campaign before what stands in the address', () => {
  const landing = {
    page: `${PAGE}?utm_source=old`,
    referrer: '',
    campaign: { source: 'new', medium: 'email' },
  };
  expect(sourceOf(landing)).toMatchObject({ channel: 'email', source: 'new' });
});

test.each([[7], [null], [{}], [['a']], [''], [' ']])('a campaign of %o is none', source => {
  expect(sourceOf({ page: PAGE, referrer: '', campaign: { source, medium: source, name: source } })).toEqual({
    channel: 'direct',
    source: '',
    medium: '',
    campaign: '',
    referrer: '',
  });
});

test('keeps no more of a campaign than is shown', () => {
  const long = 'ü'.repeat(5000);
  const { source, medium, campaign } = sourceOf({
    page: PAGE,
    referrer: '',
    campaign: { source: long, medium: long, name: long },
  });
  expect([source, medium, campaign].map(text => text.length)).toEqual([200, 200, 200]);
});

describe('a click id', () => {
  test.each([...CLICK_IDS])('%s is of a network that is known', name => {
    expect(clickNetwork(name)).toBeDefined();
    expect(clickNetwork(name.toUpperCase())).toBe(clickNetwork(name));
  });
  test.each(['toString', 'hasOwnProperty', '__proto__', 'icid', ''])('%s is none', name => {
    expect(clickNetwork(name)).toBeUndefined();
  });
});
