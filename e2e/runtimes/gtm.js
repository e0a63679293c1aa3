/*
 * Treats a container as the real runtime was seen to: the data layer's model, variables, triggers, consent,
 * and above all what becomes of Custom HTML. `{{container}}` is the export, `{{documentWrite}}` whether tags
 * support document.write.
 */
((container, supportsDocumentWrite) => {
  var tags = container.containerVersion.tag || [];
  var triggers = container.containerVersion.trigger || [];
  var variables = container.containerVersion.variable || [];
  var builtIns = container.containerVersion.builtInVariable || [];
  var ID = container.containerVersion.container.publicId;
  var model = {};
  var consent = {};
  var held = [];
  // How tags ended: of ONCE_PER_LOAD for as long as the page is there, of ONCE_PER_EVENT until the next event.
  var outcomes = { ONCE_PER_LOAD: {}, ONCE_PER_EVENT: {} };

  var parameter = (item, key) => (item.parameter.find(each => each.key === key) || {}).value;
  var walk = (root, path) =>
    path.split('.').reduce((at, step) => (at === undefined || at === null ? undefined : at[step]), root);

  // Objects merge, everything else replaces; what was pushed once stays.
  function merge(into, from) {
    for (var key of Object.keys(from)) {
      var value = from[key];
      var isPlain = Object.prototype.toString.call(value) === '[object Object]';
      if (isPlain) into[key] = merge(typeof into[key] === 'object' && into[key] ? into[key] : {}, value);
      else into[key] = value;
    }
    return into;
  }

  function read(name) {
    if (name === '_event') return model.event;
    if (name === 'Event' && builtIns.some(({ type }) => type === 'EVENT')) return model.event;
    if (name === 'Container ID') return ID;
    var found = variables.find(each => each.name === name);
    if (!found) throw new Error(`Unknown variable "${name}" found in a tag`);
    if (found.type === 'v') return walk(model, parameter(found, 'name'));
    if (found.type === 'j') return walk(window, parameter(found, 'name'));
    if (found.type === 'c') return parameter(found, 'value');
    if (found.type === 'jsm') return new Function(`return (${parameter(found, 'javascript')})()`)();
    throw new Error(`no variable of type ${found.type}`);
  }

  var readers = [];
  window.google_tag_manager = {
    rm: { 1: index => readers[index]() },
    [ID]: {
      dataLayer: { get: path => walk(model, path) },
      onHtmlSuccess: id => settle(id, true),
      onHtmlFailure: id => settle(id, false),
    },
  };

  function settle(id, ok) {
    var waiting = held.find(each => each.id === id);
    if (!waiting) return;
    held.splice(held.indexOf(waiting), 1);
    waiting.settle(ok);
  }

  // A variable in a script is a call that gives its real value; between quotes it would be escaped text.
  function compile(html, id) {
    return html.replace(/\{\{([^{}]+)\}\}/g, (_, name) => {
      if (name === 'HTML ID') return JSON.stringify(id);
      readers.push(() => read(name));
      return `google_tag_manager["rm"]["1"](${readers.length - 1})`;
    });
  }

  var nonce = (document.querySelector('script[nonce]') || {}).nonce;

  function recreate(old) {
    var script = document.createElement('script');
    script.async = false;
    var src = old.getAttribute('src');
    if (supportsDocumentWrite) for (var { name, value } of old.attributes) script.setAttribute(name, value);
    else {
      script.type = 'text/javascript';
      script.id = old.id;
      script.charset = '';
    }
    if (src) {
      script.src = src;
      if (nonce) script.nonce = nonce;
    } else script.text = old.text;
    return script;
  }

  // Each top node goes to the end of the body; a script with a `src` holds the next ones until it is there.
  function inject(nodes) {
    var node = nodes.shift();
    if (!node) return;
    if (node.nodeName !== 'SCRIPT') {
      document.body.appendChild(node);
      return inject(nodes);
    }
    var script = recreate(node);
    if (script.src) script.onload = () => inject(nodes);
    document.body.appendChild(script);
    if (!script.src) inject(nodes);
  }

  function run(tag, done) {
    // The template of a consent tool: what it sets holds at once, for the tags behind it.
    if (tag.type.startsWith('cvt_')) {
      for (var { key, value } of tag.parameter) consent[key] = value;
      return done(true);
    }
    var id = `html-${tag.tagId}-${Math.random()}`;
    var html = parameter(tag, 'html');
    var waits = html.includes('{{HTML ID}}');
    if (waits) held.push({ id, settle: done });
    var div = document.createElement('div');
    div.innerHTML = compile(html, id);
    var nodes = [...div.childNodes];
    var start = () => (document.body ? inject(nodes) : setTimeout(start));
    start();
    if (!waits) done(true);
  }

  var allowed = tag =>
    !tag.consentSettings ||
    tag.consentSettings.consentStatus !== 'NEEDED' ||
    tag.consentSettings.consentType.list.every(({ value }) => consent[value] !== 'denied');

  /** What a trigger of a type is for; a custom event's first filter says it for itself. */
  var EVENTS = { PAGEVIEW: 'gtm.js', INIT: 'gtm.init', CONSENT_INIT: 'gtm.init_consent' };
  var PREDICATES = {
    EQUALS: (found, wanted) => found === wanted,
    CONTAINS: (found, wanted) => found.includes(wanted),
    STARTS_WITH: (found, wanted) => found.startsWith(wanted),
    ENDS_WITH: (found, wanted) => found.endsWith(wanted),
    MATCH_REGEX: (found, wanted, flags) => new RegExp(wanted, flags).test(found),
  };

  /** Sides are compared as texts, one that has no value too; `negate` turns the whole around. */
  function holds(filter) {
    var text = key => parameter(filter, key).replace(/\{\{([^{}]+)\}\}/g, (_, name) => String(read(name)));
    var flags = parameter(filter, 'ignore_case') === 'true' ? 'i' : '';
    return (
      PREDICATES[filter.type](text('arg0'), text('arg1'), flags) !== (parameter(filter, 'negate') === 'true')
    );
  }

  /** A trigger fires where all of its filters hold. */
  function matches(id) {
    if (id === '2147479553') return model.event === EVENTS.PAGEVIEW;
    if (id === '2147479573') return model.event === EVENTS.INIT;
    if (id === '2147479572') return model.event === EVENTS.CONSENT_INIT;
    var { type, customEventFilter = [], filter = [] } = triggers.find(each => each.triggerId === id);
    var isOfEvent = type === 'CUSTOM_EVENT' || model.event === EVENTS[type];
    return isOfEvent && [...customEventFilter, ...filter].every(holds);
  }

  /**
   * A tag that has an outcome keeps it, and one that consent blocked has failed: under ONCE_PER_LOAD it runs no more,
   * as a setup tag neither.
   */
  function fire(tag, done) {
    var known = outcomes[tag.tagFiringOption] || {};
    if (tag.tagId in known) return done(known[tag.tagId]);
    var end = ok => {
      known[tag.tagId] = ok;
      done(ok);
    };
    if (!allowed(tag)) return end(false);
    var [setup] = tag.setupTag || [];
    var before = setup && tags.find(each => each.name === setup.tagName);
    if (!before) return run(tag, end);
    fire(before, ok => (ok || !setup.stopOnSetupFailure ? run(tag, end) : end(false)));
  }

  function process(entry) {
    if (typeof entry === 'function') return entry.call({ get: path => walk(model, path) });
    if (entry[0] === 'consent') return merge(consent, entry[2]);
    merge(model, entry);
    if (!entry.event) return;
    outcomes.ONCE_PER_EVENT = {};
    // Once for each event, however many of its triggers match.
    for (var tag of tags) if (tag.firingTriggerId.some(matches)) fire(tag, () => {});
  }

  var layer = (window.dataLayer = window.dataLayer || []);
  var early = layer.splice(0);
  layer.push = entry => {
    Array.prototype.push.call(layer, entry);
    process(entry);
  };
  window.gtag = function () {
    layer.push(arguments);
  };
  // A consent default stands before the container, so that it holds for the container's own first event.
  var events = early.filter(each => each.event);
  var rest = early.filter(each => !each.event);
  for (var entry of [...rest, { event: 'gtm.init_consent' }, { event: 'gtm.init' }, ...events])
    layer.push(entry);
  layer.push({ event: 'gtm.js' });
  addEventListener('DOMContentLoaded', () => layer.push({ event: 'gtm.dom' }));
  addEventListener('load', () => layer.push({ event: 'gtm.load' }));
})(/*container*/ {}, /*documentWrite*/ false);
