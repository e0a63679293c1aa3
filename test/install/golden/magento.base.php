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
        $collector = rtrim((string) $this->getSetting('collector'), '/');
        $url = $collector . '/tgp.js';
        return ['STUB(window,document,"tgp",' . $this->json($url) . ')("init",' . $this->json($writeKey) . ',{"autoPage":true});'];
    }
}
