type Children = (Node | string)[];
type Attributes = Record<string, string | undefined>;

/** Makes an element. Text stays text, whatever is in it: nothing on these pages is ever parsed as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[Name] {
  return complete(document.createElement(name), attributes, children);
}

/** The same for a picture's elements. */
export function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Children
): SVGElementTagNameMap[Name] {
  return complete(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function complete<Made extends Element>(made: Made, attributes: Attributes, children: Children): Made {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
