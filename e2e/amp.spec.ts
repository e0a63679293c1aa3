import { installCode } from '../src/install/installCode.ts';
import { test } from './support/fixtures.ts';

/** What amp-analytics does with a config: each trigger's request, its variables filled in and encoded. */
const RUNTIME = `(function () {
  var config = JSON.parse(document.querySelector('amp-analytics script').textContent);
  var known = { clientId: 'amp-visitor', canonicalUrl: document.URL, title: document.title };
  for (var name of Object.keys(config.triggers)) {
    var trigger = config.triggers[name];
    var vars = Object.assign({}, known, config.vars, trigger.vars);
    var url = config.requests[trigger.request].replace(/\\$\\{(\\w+)(\\([^)]*\\))?\\}/g, function (_, key) {
      var value = vars[key];
      return value === undefined ? '' : encodeURIComponent(value);
    }).replace(/CLIENT_ID\\([^)]*\\)/g, 'amp-visitor');
    new Image().src = url;
  }
})();`;

// biome-ignore lint/suspicious/noTemplateCurlyInString: a fixed text that looks like a variable
const NOTE = '${title} & "more" é';

test('an AMP page sends the same event through its own vocabulary', async ({ page, site, expectBeacons }) => {
  const { writeKey = '', collector } = site.values;
  const { base_code, event_code } = installCode(
    'amp',
    {
      id: 'pix_amp',
      name: 'Lead',
      config: {
        type: 'conversion',
        conversion_type: 'lead',
        currency: { source: 'fixed', value: 'EUR' },
        properties: [{ key: 'note', source: 'fixed', value: NOTE }],
      },
    },
    { writeKey, scriptUrl: `${collector}/tgp.js` },
  );
  const body = (base_code + event_code).replace(/<script async[^>]*><\/script>/, '');
  site.rawPages.set('/amp', `<!doctype html><title>AMP</title><body>${body}<script>${RUNTIME}</script>`);
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/amp`),
    expected: [
      {
        event: 'lead',
        anonymousId: /./,
        context: { pixel: { id: 'pix_amp', type: 'conversion', conversion_type: 'lead' } },
        properties: { currency: 'EUR', note: NOTE },
      },
    ],
    exact: true,
  });
});

/** What both of AMP's templates for such collectors send, with its own variables. */
const CONTEXT = [
  'anonymousId=CLIENT_ID(id)',
  ...Object.entries({
    locale: 'browserLanguage',
    'page.path': 'canonicalPath',
    'page.url': 'canonicalUrl',
    'page.referrer': 'documentReferrer',
    'page.title': 'title',
    'screen.width': 'screenWidth',
    'screen.height': 'screenHeight',
  }).map(([key, variable]) => `context.${key}=\${${variable}}`),
].join('&');

// As AMP has it, with blanks that nobody encodes.
const RUDDERSTACK =
  'context.library.name=Rudderstack AMP SDK&context.library.version=1.0.0&context.platform=AMP';

/** AMP's own templates, by vendor: what each sends of a page view and of an event. */
const VENDORS: Record<string, (writeKey: string) => Record<'page' | 'track', string>> = {
  rudderstack: writeKey => ({
    page: `/pixel/v1/page?writeKey=${writeKey}&${RUDDERSTACK}&${CONTEXT}&properties.title=\${title}&name=\${pageName}`,
    track: `/pixel/v1/track?writeKey=${writeKey}&${RUDDERSTACK}&${CONTEXT}&event=\${eventName}`,
  }),
  segment: writeKey => ({
    page: `/v1/pixel/page?writeKey=${writeKey}&context.library.name=amp&${CONTEXT}&name=\${pageName}`,
    track: `/v1/pixel/track?writeKey=${writeKey}&context.library.name=amp&${CONTEXT}&event=\${eventName}`,
  }),
};

for (const [vendor, templates] of Object.entries(VENDORS)) {
  test(`AMP's own template for ${vendor} sends here`, async ({ page, site, expectBeacons }) => {
    const { writeKey = '', collector = '' } = site.values;
    const { page: view, track } = templates(writeKey);
    const config = {
      requests: { view: collector + view, track: collector + track },
      vars: { pageName: 'Home & garden', eventName: 'Order' },
      triggers: {
        view: { on: 'visible', request: 'view' },
        track: { on: 'click', request: 'track' },
      },
    };
    const body = `<amp-analytics><script type="application/json">${JSON.stringify(config)}</script></amp-analytics>`;
    site.rawPages.set('/amp', `<!doctype html><title>AMP</title><body>${body}<script>${RUNTIME}</script>`);
    const name = vendor === 'segment' ? 'amp' : 'Rudderstack AMP SDK';
    const common = { anonymousId: /./, context: { library: { name }, page: { title: 'AMP' } } };
    await expectBeacons(page, {
      action: () => page.goto(`${site.origin}/amp`),
      expected: [
        { name: 'Home & garden', ...common },
        { event: 'Order', ...common },
      ],
      exact: true,
    });
  });
}
