// What the lists of sites.ts lack, as of 2026-11: hosts, apps (by the names that Android gives as `android-app://…`), and short
// names that campaigns use as their source. A name and its hosts a line.

export const MORE_ENGINES = `
brave: search.brave.com
duckduckgo: html.duckduckgo.com lite.duckduckgo.com com.duckduckgo.mobile.android
ecosia: com.ecosia.android
kagi: kagi.com
`;

export const MORE_NETWORKS = `
facebook: facebook.net lm.facebook.com com.facebook.katana com.facebook.lite com.facebook.orca messenger.com
instagram: com.instagram.android
linkedin: com.linkedin.android
pinterest: pinterest.{} pin.it com.pinterest
quora: quora.com
reddit: out.reddit.com redd.it
telegram: t.me telegram.me org.telegram.plus
tiktok: com.zhiliaoapp.musically
twitter: com.twitter.android
whatsapp: whatsapp.com wa.me com.whatsapp
youtube: com.google.android.youtube
`;

export const MORE_ASSISTANTS = `
chatgpt: com.openai.chatgpt
claude: com.anthropic.claude
deepseek: deepseek.com com.deepseek.chat
gemini: com.google.android.apps.bard
kimi: kimi.com kimi.moonshot.cn
le chat: mistral.ai
perplexity: ai.perplexity.app.android
poe: poe.com
`;

/** Where people read their mail in a browser, or in an app that says so. */
export const MAIL = `
aol mail: mail.aol.com
fastmail: app.fastmail.com fastmail.com
gmail: mail.google.com com.google.android.gm
gmx: navigator.gmx.net navigator.gmx.com bap.navigator.gmx.net 3c.gmx.net deref-gmx.net deref-gmx.com
icloud mail: www.icloud.com
mail.ru: e.mail.ru touch.mail.ru
outlook: outlook.live.com outlook.office.com outlook.office365.com outlook.com com.microsoft.office.outlook
proton mail: mail.proton.me mail.protonmail.com
t-online: email.t-online.de
web.de: navigator.web.de bap.navigator.web.de 3c.web.de deref-web.de
yahoo mail: mail.yahoo.com mail.yahoo.co.jp com.yahoo.mobile.client.android.mail
yandex mail: mail.yandex.ru mail.yandex.com
zoho mail: mail.zoho.com mail.zoho.eu
`;

/** How campaigns write the names of sources, beside the names themselves. */
export const OTHER_NAMES = `
facebook: fb face-book meta facebook-ads facebookads
instagram: ig insta
linkedin: li linked-in
twitter: x tw
youtube: yt
tiktok: tt tik-tok
pinterest: pin
whatsapp: wa
telegram: tg
google: adwords googleads google-ads
bing: bingads bing-ads microsoft
duckduckgo: ddg
chatgpt: openai chat-gpt
vkontakte: vk
`;
