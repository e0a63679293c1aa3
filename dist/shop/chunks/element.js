/** Makes an element. Text stays text, whatever is in it: nothing on these pages is ever parsed as markup. */
function element(name, attributes = {}, ...children) {
    return complete(document.createElement(name), attributes, children);
}
/** The same for a picture's elements. */
function svgElement(name, attributes = {}, ...children) {
    return complete(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}
function complete(made, attributes, children) {
    for (const [name, value] of Object.entries(attributes))
        if (value !== undefined)
            made.setAttribute(name, value);
    made.append(...children);
    return made;
}

export { element as e, svgElement as s };
