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
  var g = w[n];
  var s;
  var e;
  if (!g) {
    g = w[n] = function () {
      var a = arguments;
      // The page as it was at the call: by the time the script runs it may be another one.
      a.t = +new Date();
      a.u = d.URL;
      a.d = d.title;
      a.r = d.referrer;
      if (g.run) g.run.apply(g, a);
      // A blocked script must not let the queue grow for ever. What goes is the newest view or track, or this call where
      // there is none; the count is for the tag, and one word for people.
      else if (g.queue.push(a) >= 201) {
        for (s = 201; s-- && !/page|track|event/.test(g.queue[s][0]); );
        g.queue.splice(s, 1);
        if (!g.lost++) console.warn(n + '() is full');
      }
    };
    g.queue = [];
    // The mark by which the stub and the script know a `tgp` of ours from another vendor's.
    g.tgp = 1;
    g.lost = 0;
    s = d.createElement('script');
    s.async = true;
    // The attribute tells the script which global is its own.
    s.setAttribute('data-tgp', n);
    e = d.querySelector('[nonce]');
    if (e) s.nonce = e.nonce;
    try {
      u = w.trustedTypes
        // As it is: the policy makes a text of what this gives.
        .createPolicy('tgp', { createScriptURL: Object })
        .createScriptURL(u);
    } catch (x) {}
    try {
      // Without a policy of that name, and with Trusted Types enforced, this throws: no tag, no harm.
      s.src = u;
      d.head.appendChild(s);
    } catch (x) {}
  } else if (g.tgp !== 1) {
    console.warn(n + '() is taken: rename this tag');
    g = function () {};
  }
  return g;
});
