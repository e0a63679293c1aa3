import { endpointOf } from "../endpoint.js";
import { attributeText } from "../escape.js";
import { InstallError } from "../installError.js";
import { firstCollector } from "../shop/basePhp.js";
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const document = (name, schema, content) => `<?xml version="1.0"?>
<${name} ${XSI} xsi:noNamespaceSchemaLocation="urn:magento:${schema}">
${content}
</${name}>
`;
/** The module's name, and what must be loaded before it. */
export const MODULE_XML = document('config', 'framework:Module/etc/module.xsd', `    <module name="Tgp_Tag">
        <sequence>
            <module name="Magento_Checkout"/>
            <module name="Magento_Sales"/>
        </sequence>
    </module>`);
/** What listens in the shop's pages. */
export const EVENTS_XML = document('config', 'framework:Event/etc/events.xsd', `    <event name="multishipping_checkout_controller_success_action">
        <observer name="tgp_orders" instance="Tgp\\Tag\\Observer\\Orders"/>
    </event>`);
/** What the settings hold until somebody changes them. */
export function configXml(job) {
    const { writeKey } = job.settings;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no way to write
    if (/[\u0000-\u001f\ufffe\uffff\ud800-\udfff]/u.test(writeKey))
        throw new InstallError('settings.writeKey', 'has a character in it that a setting of Magento can hold not');
    return document('config', 'module:Magento_Store:etc/config.xsd', `    <default>
        <tgp>
            <tag>
                <write_key>${attributeText(writeKey)}</write_key>
                <collector>${attributeText(firstCollector(job))}</collector>
                <awaiting>0</awaiting>
            </tag>
        </tgp>
    </default>`);
}
/** The right to change the settings. */
export const ACL = document('config', 'framework:Acl/etc/acl.xsd', `    <acl>
        <resources>
            <resource id="Magento_Backend::admin">
                <resource id="Magento_Backend::stores">
                    <resource id="Magento_Backend::stores_settings">
                        <resource id="Magento_Config::config">
                            <resource id="Tgp_Tag::config" title="tgp"/>
                        </resource>
                    </resource>
                </resource>
            </resource>
        </resources>
    </acl>`);
const field = (id, type, sortOrder, content) => `                <field id="${id}" type="${type}" sortOrder="${sortOrder}" showInDefault="1" showInWebsite="1" showInStore="1">
${content}
                </field>`;
/** The page of settings: Magento checks the form's key, and who may see it. */
export const systemXml = (job) => document('config', 'module:Magento_Config:etc/system_file.xsd', `    <system>
        <section id="tgp" sortOrder="341" showInDefault="1" showInWebsite="1" showInStore="1">
            <label>tgp</label>
            <tab>sales</tab>
            <resource>Tgp_Tag::config</resource>
            <group id="tag" sortOrder="10" showInDefault="1" showInWebsite="1" showInStore="1">
                <label>Tag</label>
${[
    field('write_key', 'text', 10, '                    <label>Write key</label>\n                    <validate>required-entry</validate>'),
    field('collector', 'text', 20, `                    <label>Collector</label>\n                    <validate>${/^https?:/.test(firstCollector(job)) ? 'validate-url' : 'required-entry'}</validate>`),
    field('awaiting', 'select', 30, '                    <label>Count orders that wait for their payment</label>\n                    <source_model>Magento\\Config\\Model\\Config\\Source\\Yesno</source_model>'),
].join('\n')}
            </group>
        </section>
    </system>`);
/** The collector among the hosts that the shop's policy lets a page load from and send to. None for one of its own. */
export function cspXml(job) {
    const hosts = [job.settings.scriptUrl, endpointOf(job.settings)]
        .map(url => /^(?:https?:)?\/\/([^/?#]+)/.exec(url)?.[1])
        .filter(host => host !== undefined);
    if (!hosts.length)
        return {};
    const values = [...new Set(hosts)].map((host, index) => `                <value id="tgp${index || ''}" type="host">${attributeText(host)}</value>`);
    const policies = ['script-src', 'connect-src', 'img-src'].map(id => `        <policy id="${id}">
            <values>
${values.join('\n')}
            </values>
        </policy>`);
    const content = `    <policies>\n${policies.join('\n')}\n    </policies>`;
    return {
        'etc/csp_whitelist.xml': document('csp_whitelist', 'module:Magento_Csp:etc/csp_whitelist.xsd', content),
    };
}
const block = (parent, name, kind, place, more = '') => {
    // The head's is a block of Magento's own, the page's content a container.
    const reference = parent === 'content' ? 'referenceContainer' : 'referenceBlock';
    return `        <${reference} name="${parent}">
            <block class="Tgp\\Tag\\Block\\${kind}" name="tgp.${name}" template="Tgp_Tag::script.phtml"${more}>
                <arguments>
                    <argument name="place" xsi:type="string">${place}</argument>
                </arguments>
            </block>
        </${reference}>`;
};
const layout = (content) => document('page', 'framework:View/Layout/etc/page_configuration.xsd', `    <body>\n${content}\n    </body>`);
const ORDER_LAYOUT = layout(block('content', 'order', 'Order', 'order', ' cacheable="false"'));
/** Which block is on which page. */
export const LAYOUTS = {
    'view/frontend/layout/default.xml': layout([
        block('head.additional', 'base', 'Base', 'base'),
        block('head.additional', 'page', 'Pixels', 'page', ' after="tgp.base"'),
    ].join('\n')),
    'view/frontend/layout/checkout_index_index.xml': layout(block('content', 'checkout', 'Pixels', 'checkout')),
    'view/frontend/layout/checkout_onepage_success.xml': ORDER_LAYOUT,
    'view/frontend/layout/multishipping_checkout_success.xml': ORDER_LAYOUT,
    // Where some of the addresses could not be delivered to.
    'view/frontend/layout/multishipping_checkout_results.xml': ORDER_LAYOUT,
};
