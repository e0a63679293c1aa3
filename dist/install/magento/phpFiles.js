import { endpointOf, originOf } from "../endpoint.js";
import { attributeText } from "../escape.js";
import { basePhp, scriptUrlPhp } from "../shop/basePhp.js";
import { JSON_FLAGS } from "../shop/pixelPhp.js";
import { phpString } from "../wordpress/phpString.js";
/** What tells Magento that the module is there. */
export const REGISTRATION = `<?php

use Magento\\Framework\\Component\\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Tgp_Tag', __DIR__);
`;
/** What writes a block's script: Magento's own renderer gives it a nonce or a hash where a policy asks for one. */
export const TEMPLATE = `<?php
/** @var \\Tgp\\Tag\\Block\\Pixels $block */
/** @var \\Magento\\Framework\\View\\Helper\\SecureHtmlRenderer $secureRenderer */
?>
<?php foreach ($block->getScripts() as $script): ?>
<?= /* @noEscape */ $secureRenderer->renderTag('script', [], "\\n" . $script . "\\n", false) ?>

<?php endforeach; ?>
`;
/** The base code as a block of the head. It is the same for all visitors, so that whole pages can be cached. */
export function baseBlock(job) {
    const base = basePhp(job, {
        key: '$this->json($writeKey)',
        url: '$this->json($url)',
        collector: '$this->json($collector)',
    });
    const origin = job.settings.preconnect && originOf(endpointOf(job.settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    const preconnect = `
    /**
     * @return string
     */
    protected function _toHtml()
    {
        return ${phpString(link)} . parent::_toHtml();
    }
`;
    return `<?php

namespace Tgp\\Tag\\Block;

/** Loads the tag. */
class Base extends Pixels
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        $writeKey = (string) $this->getSetting('write_key');
        $collector = rtrim((string) $this->getSetting('collector'), '/');
        $url = ${scriptUrlPhp(job, '$writeKey', '$collector')};
        return [${base}];
    }
${link && preconnect}}
`;
}
/** The pixels of one place, or one of them. */
export const PIXELS_BLOCK = `<?php

namespace Tgp\\Tag\\Block;

use Magento\\Framework\\View\\Element\\Template;
use Magento\\Store\\Model\\ScopeInterface;

/** Fires the pixels of a place ("page", "checkout"), or the one that the argument "pixel" names. */
class Pixels extends Template
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        return $this->scriptsWith([]);
    }

    /**
     * @param array $data what the pixels can read
     * @return string[]
     */
    protected function scriptsWith(array $data)
    {
        $scripts = [];
        $arguments = $this->json((object) $data) . ', ' . $this->json((string) $this->getSetting('write_key'));
        foreach ((array) glob(dirname(__DIR__) . '/pixels/*.php') as $file) {
            $pixel = include $file;
            if (!is_array($pixel) || !isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                continue;
            }
            if ($pixel['id'] === $this->getData('pixel') || $pixel['place'] === $this->getData('place')) {
                $scripts[] = '(' . $pixel['script'] . ')(' . $arguments . ');';
            }
        }
        return $scripts;
    }

    /**
     * @param string $name
     * @return mixed
     */
    protected function getSetting($name)
    {
        return $this->_scopeConfig->getValue('tgp/tag/' . $name, ScopeInterface::SCOPE_STORE);
    }

    /**
     * @param mixed $value
     * @return string the value as it stands in a script of a page
     */
    protected function json($value)
    {
        return json_encode($value, ${JSON_FLAGS});
    }
}
`;
