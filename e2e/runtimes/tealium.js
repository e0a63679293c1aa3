/*
 * Runs extensions as a published utag.js was seen to: the pre-loader's code stands bare at the top, every
 * other one is a function of its own inside try and catch, in the order of the scopes, and each view or link
 * starts with the data of its own call alone.
 */
(() => {
  var before = [
    /*before*/
  ];
  var after = [
    /*after*/
  ];
  var errors = (window.utag_errors = []);

  function call(event, given, done) {
    // The page's own data object is not carried over into later calls.
    var data = Object.assign({}, given);
    data.tealium_event = data.tealium_event || event;
    data['qp.utm_source'] = new URLSearchParams(location.search).get('utm_source') || undefined;
    for (var extension of before.concat(after)) {
      try {
        extension(event, data);
      } catch (error) {
        errors.push(String(error));
      }
    }
    if (done) done();
  }

  window.utag = {
    view: (data, done) => call('view', data, done),
    link: (data, done) => call('link', data, done),
  };
  if (!(window.utag_cfg_ovrd && window.utag_cfg_ovrd.noview)) utag.view(window.utag_data || {});
})();
