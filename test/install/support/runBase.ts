import vm from 'node:vm';

/** A page as far as the stub needs one, and the script elements that it makes. */
export function runBase() {
  const scripts: { [name: string]: unknown }[] = [];
  const window: { [name: string]: unknown } = {
    console,
    document: {
      URL: 'https://shop.example/',
      title: 'Shop',
      referrer: '',
      querySelector: () => null,
      createElement() {
        const element: { [name: string]: unknown } = {};
        element.setAttribute = (name: string, value: string) => {
          element[name] = value;
        };
        return element;
      },
      head: { appendChild: (element: { [name: string]: unknown }) => scripts.push(element) },
    },
  };
  window.window = window;
  vm.createContext(window);
  return { window, scripts, run: (code: string) => vm.runInContext(code, window) };
}
