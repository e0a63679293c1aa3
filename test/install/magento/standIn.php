<?php
// What the module calls of Magento, as its sources have it: names, arguments, answers; and how it reads a layout.

namespace Magento\Framework\Component {
    class ComponentRegistrar
    {
        const MODULE = 'module';
        public static $paths = [];
        public static function register($type, $name, $path)
        {
            self::$paths[$type][$name] = $path;
        }
    }
}

namespace Magento\Store\Model {
    interface ScopeInterface
    {
        const SCOPE_STORE = 'store';
    }
}

namespace Magento\Framework\View\Helper {
    // With a policy of nonces, as on the check-out since 2.4.7.
    class SecureHtmlRenderer
    {
        public function renderTag(string $tag, array $attributes, ?string $content = null, bool $textContent = true): string
        {
            if ($textContent) {
                $content = htmlspecialchars((string) $content);
            }
            return '<' . $tag . ' nonce="n1">' . $content . '</' . $tag . '>';
        }
    }
}

namespace Magento\Framework\View\Element\Template {
    class Context
    {
        public function getScopeConfig()
        {
            return new class {
                public function getValue($path, $scope = 'default')
                {
                    return $GLOBALS['config'][$path] ?? null;
                }
            };
        }
    }
}

namespace Magento\Framework\View\Element {
    class Template
    {
        protected $_scopeConfig;
        private $data;
        public function __construct(Template\Context $context, array $data = [])
        {
            $this->_scopeConfig = $context->getScopeConfig();
            $this->data = $data;
        }
        public function getData($key)
        {
            return $this->data[$key] ?? null;
        }
        public function setData($key, $value)
        {
            $this->data[$key] = $value;
            return $this;
        }
        protected function _toHtml()
        {
            [$module, $file] = explode('::', $this->data['template']);
            $block = $this;
            $secureRenderer = new \Magento\Framework\View\Helper\SecureHtmlRenderer();
            ob_start();
            include \Magento\Framework\Component\ComponentRegistrar::$paths['module'][$module]
                . '/view/frontend/templates/' . $file;
            return ob_get_clean();
        }
        public function toHtml()
        {
            return $this->_toHtml();
        }
    }
}

namespace Magento\Framework\View {
    interface LayoutInterface
    {
        public function getBlock($name);
    }
    class Layout implements LayoutInterface
    {
        public $blocks = [];
        // False where there is none.
        public function getBlock($name)
        {
            return $this->blocks[$name] ?? false;
        }
    }
}

namespace Magento\Framework\Event {
    interface ObserverInterface
    {
        public function execute(Observer $observer);
    }
    class Observer
    {
        private $event;
        public function __construct($event)
        {
            $this->event = $event;
        }
        public function getEvent()
        {
            return $this->event;
        }
    }
}

namespace Magento\Framework {
    class Event
    {
        private $data;
        public function __construct(array $data)
        {
            $this->data = $data;
        }
        public function getData($key)
        {
            return $this->data[$key] ?? null;
        }
    }
}

namespace Magento\Sales\Model\ResourceModel\Order {
    // Of all orders, by their id.
    class Collection extends \ArrayIterator
    {
        public function addFieldToFilter($field, array $condition)
        {
            if ($field !== 'entity_id') {
                throw new \Exception('no ' . $field);
            }
            return new self(array_intersect_key($this->getArrayCopy(), array_flip($condition['in'])));
        }
    }
    class CollectionFactory
    {
        public function create()
        {
            return new Collection(array_map(function ($order) {
                return new \Magento\Sales\Model\Order($order);
            }, $GLOBALS['orders']));
        }
    }
}

namespace Magento\Sales\Model\Order {
    class Item
    {
        private $item;
        public function __construct(array $item)
        {
            $this->item = $item;
        }
        public function __call($name, $arguments)
        {
            return $this->item[$name];
        }
    }
}

namespace Magento\Sales\Model {
    class Order
    {
        const STATE_NEW = 'new';
        const STATE_PENDING_PAYMENT = 'pending_payment';
        const STATE_PROCESSING = 'processing';
        const STATE_COMPLETE = 'complete';
        const STATE_CLOSED = 'closed';
        const STATE_CANCELED = 'canceled';
        const STATE_HOLDED = 'holded';
        const STATE_PAYMENT_REVIEW = 'payment_review';
        private $order;
        public function __construct(array $order)
        {
            $this->order = $order;
        }
        public function getAllVisibleItems()
        {
            return array_map(function ($item) {
                return new Order\Item($item);
            }, $this->order['items']);
        }
        public function __call($name, $arguments)
        {
            if (!array_key_exists($name, $this->order)) {
                throw new \Exception('no ' . $name);
            }
            return $this->order[$name];
        }
    }
}

namespace Magento\Checkout\Model {
    class Session
    {
        // An order without an id where there was none.
        public function getLastRealOrder()
        {
            return new \Magento\Sales\Model\Order($GLOBALS['order'] ?? ['getId' => null]);
        }
    }
}

namespace {
    define('BP', __DIR__);
    $config = [];
    $orders = [];
    $layout = new \Magento\Framework\View\Layout();

    spl_autoload_register(function ($class) {
        include __DIR__ . '/' . str_replace('\\', '/', $class) . '.php';
    });
    require __DIR__ . '/Tgp/Tag/registration.php';
    const MODULE = __DIR__ . '/Tgp/Tag';

    function xml($name)
    {
        return new SimpleXMLElement(file_get_contents(MODULE . '/' . $name));
    }

    foreach (xml('etc/config.xml')->default->tgp->tag->children() as $setting) {
        $config['tgp/tag/' . $setting->getName()] = (string) $setting;
    }

    // Tells the module's observers, as its events.xml names them.
    function dispatch($name, array $data)
    {
        foreach (xml('etc/frontend/events.xml')->event as $event) {
            if ((string) $event['name'] === $name) {
                $class = (string) $event->observer['instance'];
                (new $class($GLOBALS['layout']))->execute(
                    new \Magento\Framework\Event\Observer(new \Magento\Framework\Event($data))
                );
            }
        }
    }

    // The blocks that a page's layout puts below a parent, in their order, made as the object manager makes them; what
    // its controller does is between the two.
    function page($handle, $parent, ?callable $controller = null)
    {
        $blocks = [];
        $handles = array_filter(['default', $handle], function ($name) {
            return is_file(MODULE . "/view/frontend/layout/$name.xml");
        });
        foreach ($handles as $name) {
            foreach (xml("view/frontend/layout/$name.xml")->body->children() as $reference) {
                if ((string) $reference['name'] !== $parent) {
                    continue;
                }
                foreach ($reference->block as $block) {
                    $data = ['template' => (string) $block['template']];
                    foreach ($block->arguments->argument as $argument) {
                        $data[(string) $argument['name']] = (string) $argument;
                    }
                    $GLOBALS['layout']->blocks[(string) $block['name']] = $blocks[] = made((string) $block['class'], $data);
                }
            }
        }
        if ($controller) {
            $controller();
        }
        return implode('', array_map(function ($block) {
            return $block->toHtml();
        }, $blocks));
    }

    function block($class, array $data)
    {
        return made($class, $data)->toHtml();
    }

    function made($class, array $data)
    {
        $arguments = [];
        foreach ((new ReflectionMethod($class, '__construct'))->getParameters() as $parameter) {
            $type = (string) $parameter->getType();
            $arguments[] = $type === 'array' ? $data : new $type();
        }
        return new $class(...$arguments);
    }
}
