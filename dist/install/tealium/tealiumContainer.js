import { baseScript } from "../baseScript.js";
import { scriptLiteral } from "../escape.js";
import { variablesOf } from "../pixelCall.js";
import { tealiumEvent } from "./tealiumEvent.js";
import { tealiumWords } from "./tealiumEvents.js";
import { TEALIUM_VARIABLES } from "./tealiumVariables.js";
/** Tealium's Custom Container: a tag of its own, with load rules and mappings. */
export const tealiumContainer = {
    name: 'tealium-container',
    language: 'template',
    variables: TEALIUM_VARIABLES,
    base: 'none',
    event: container,
    notes({ call }) {
        const keys = variablesOf(call).map(({ key }) => key);
        return [
            'Tags > Add Tag > Tealium Custom Container; then Edit Templates: put this in place of the template of this tag, in every environment.',
            call.type
                ? `Load rule: tealium_event equals ${tealiumWords(call.type)}. The code asks for it as well.`
                : 'Load rule: All Pages. It is the page view, so the tag makes none by itself.',
            ...(keys.length
                ? [`Data Mappings are optional: map a variable to ${keys.join(', ')} to read another one.`]
                : []),
            'Save, publish to Dev, look, then publish to Prod.',
        ];
    },
};
function container({ call, settings }) {
    return [
        '//~~tv:20010.20140827',
        '//~~tc: Tealium Custom Container',
        'try {',
        '/* Start Tag Library Code */',
        baseScript(settings),
        '/* End Tag Library Code */',
        '(function (id, loader) {',
        '  var u = {};',
        '  utag.o[loader].sender[id] = u;',
        '  u.ev = { "view": 1, "link": 1 };',
        '  u.initialized = true;',
        '  ##UTGEN##',
        '  u.send = function (a, b) {',
        '    if (!u.ev[a]) return;',
        '    var c, d, e, f, i;',
        '    u.data = {};',
        '    /* Start Tag-Scoped Extensions Code */',
        '    ##UTEXTEND##',
        '    /* End Tag-Scoped Extensions Code */',
        '    /* Start Mapping Code */',
        ...variablesOf(call).map(({ key, value }) => `    u.data[${scriptLiteral(key)}] = b[${scriptLiteral(value)}];`),
        '    for (d in u.map || {}) {',
        // Pages extend prototypes.
        '      if (Object.prototype.hasOwnProperty.call(u.map, d) && b[d] !== undefined && b[d] !== "") {',
        '        e = u.map[d].split(",");',
        '        for (f = 0; e.length > f; f++) u.data[e[f]] = b[d];',
        '      }',
        '    }',
        '    /* End Mapping Code */',
        '    /* Start Tag Sending Code */',
        tealiumEvent(call, settings.globalName, ({ key }) => `u.data[${scriptLiteral(key)}]`),
        '    /* End Tag Sending Code */',
        '  };',
        '  utag.o[loader].loader.LOAD(id);',
        '})("##UTID##", "##UTLOADERID##");',
        '} catch (error) {',
        '  utag.DB(error);',
        '}',
    ].join('\n');
}
