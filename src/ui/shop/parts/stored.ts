/** Reads what this shop keeps in the browser; the fallback where there is nothing or it can't be read. */
export function readStored<Value>(key: string, fallback: Value): Value {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '') ?? fallback;
  } catch {
    return fallback;
  }
}

/** Keeps a value for the next page. */
export function store(key: string, value: unknown): void {
  localStorage.setItem(key, JSON.stringify(value));
}
