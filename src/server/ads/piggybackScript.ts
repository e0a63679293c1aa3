import { scriptLiteral } from '../../install/escape.ts';
import type { Piggyback } from '../store/adRecords.ts';

/**
 * The script that fires a pixel's piggybacks. It leaves nothing behind but what it loads, and needs nothing of the
 * page: several of them, of other vendors too, run side by side. ES5, for the pages that such pixels are in.
 */
export const piggybackScript = (pixels: Piggyback[]): string =>
  pixels.length ? `(${RUN})(document,${scriptLiteral(pixels)});\n` : '';

// The policy is kept under a symbol: a name can be given to one policy alone, and a page may have several pixels.
const RUN = `function (d, pixels) {
  var own = d.currentScript || {};
  var other = d.querySelector && d.querySelector('[nonce]');
  var nonce = own.nonce || (other && (other.nonce || other.getAttribute('nonce')));
  function trusted(url) {
    var types = window.trustedTypes;
    if (!types) return url;
    var key = Symbol.for('tgp-px');
    var policy = window[key];
    if (!policy) {
      policy = types.createPolicy('tgp-px', {
        createScriptURL: function (text) {
          return text;
        }
      });
      Object.defineProperty(window, key, { value: policy });
    }
    return policy.createScriptURL(url);
  }
  function fire(pixel) {
    var node;
    node = d.createElement('script');
    node.async = true;
    node.referrerPolicy = 'no-referrer';
    if (nonce) node.nonce = nonce;
    node.src = trusted(pixel.url);
    (d.head || d.documentElement).appendChild(node);
  }
  for (var at = 0; at < pixels.length; at++) {
    try {
      fire(pixels[at]);
    } catch (error) {
      if (window.console) console.warn('tgp pixel', pixels[at].url, error);
    }
  }
}`;
