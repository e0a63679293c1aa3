/*
 * The stub of the install code: it queues commands until the tag's script is there, and loads that script once.
 * ES5, because tag managers refuse anything newer. `scripts/stubText.mjs` minifies it into stubText.ts.
 *
 * w  window
 * d  document
 * n  the global's name
 * u  the script's URL
 *
 * Gives the global back, so that the install code can call it even where another script owns the name:
 * then it is a function that does nothing, and the other script's own is left as it was.
 */
(function (w, d, n, u) {
  // An element with that id is found on the window too, but is none of the window's own. The page may have a function of that name.
  // biome-ignore lint/suspicious/noPrototypeBuiltins: ES5 has no other, and no other fits
  var g = {}.hasOwnProperty.call(w, n) && w[n];
  // What the platform put on the document: an element may be named like one of its methods. A page that is hardened may have
  // deleted `__proto__`, and is none of those that name elements so.
  // biome-ignore lint/suspicious/noProto: getPrototypeOf is the same in more bytes than there are
  var p = d.__proto__ || d;
  var s;
  if (!g) {
    g = w[n] = function () {
      var a = arguments;
      // The page as it was at the call: by the time the script runs it may be another one.
      a.t = +new Date();
      a.u = d.URL;
      a.d = d.title;
      a.r = d.referrer;
      if (g.run) g.run.apply(g, a);
      // A blocked script must not let the queue grow for ever. What else than views and tracks has as many places more, as in the
      // tag itself; the count is for the tag, and one word for people.
      else if (g.queue[/page|track|event/.test(a[0]) ? 199 : 399])
        g.lost++ || (console.warn || String)(n, 'full');
      else g.queue.push(a);
    };
    g.queue = [];
    // The mark by which the stub and the script know a `tgp` of ours from another vendor's.
    g.tgp = 1;
    // Its own, whatever the page has put on every function.
    g.run = g.lost = 0;
    // The script may be run by something that hides where it came from.
    g.src = u;
    try {
      u = w.trustedTypes.createPolicy('tgp', { createScriptURL: String }).createScriptURL(u);
    } catch (x) {}
    // The attribute tells the script which global is its own.
    try {
      // A consent tool may have a function of its own there, which keeps scripts back; what else is there may make no element.
      s = d.createElement('script');
      s.dataset.tgp = n;
    } catch (x) {
      s = p.createElement.call(d, 'script');
    }
    try {
      s.dataset.tgp = n;
      s.nonce = (p.querySelector.call(d, '[nonce]') || s).nonce;
      // Without a policy of that name, and with Trusted Types enforced, this throws: no tag, no harm.
      s.src = u;
      p.querySelector.call(d, 'head').appendChild(s);
    } catch (x) {}
  } else if (g.tgp !== 1) {
    (console.warn || String)(n, 'taken');
    // A function that does nothing.
    g = String;
  }
  return g;
});
