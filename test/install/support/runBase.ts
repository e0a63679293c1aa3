import vm from 'node:vm';

/** A page as far as the stub needs one, and the script elements that it makes. */
export function runBase() {
  const scripts: { [name: string]: unknown }[] = [];
  const head = { appendChild: (element: { [name: string]: unknown }) => scripts.push(element) };
  const window: { [name: string]: unknown } = {
    console,
    // A document has its methods from its prototype.
    document: Object.create(
      {
        querySelector: (selector: string) => (selector === 'head' ? head : null),
        createElement: () => ({ dataset: {} }),
      },
      Object.getOwnPropertyDescriptors({ URL: 'https://shop.example/', title: 'Shop', referrer: '' }),
    ),
  };
  window.window = window;
  vm.createContext(window);
  return { window, scripts, run: (code: string) => vm.runInContext(code, window) };
}
