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
