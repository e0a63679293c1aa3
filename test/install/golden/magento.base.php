<?php

namespace Tgp\Tag\Block;

/** Loads the tag. */
class Base extends Pixels
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        $writeKey = (string) $this->getSetting('write_key');
        $key = $this->json($writeKey);
        $path = str_replace('{key}', rawurlencode($writeKey), '/tgp.js');
        $url = $this->json(rtrim((string) $this->getSetting('collector'), '/') . $path);
        return ['STUB(window,document,"tgp",' . $url . ')("init",' . $key . ',{"autoPage":true});'];
    }
}
