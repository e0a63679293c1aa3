/** A word of a vocabulary, and what people read for it. */
export interface Choice {
  /** As it is stored and sent: never rename. */
  value: string;
  label: string;
}

/** The kinds of conversion that a saved pixel offers; others are free text. */
export const CONVERSION_TYPES: readonly Choice[] = [
  { value: 'purchase', label: 'Purchase' },
  { value: 'signup', label: 'Sign up' },
  { value: 'lead', label: 'Lead' },
  { value: 'add_to_cart', label: 'Add to cart' },
  { value: 'begin_checkout', label: 'Begin checkout' },
  { value: 'contact', label: 'Contact' },
  { value: 'download', label: 'Download' },
  { value: 'subscribe', label: 'Subscribe' },
];

/** The properties that a saved pixel offers; others are free text. */
export const PIXEL_PROPERTIES: readonly Choice[] = [
  { value: 'currency', label: 'Currency' },
  { value: 'brand', label: 'Brand' },
  { value: 'model', label: 'Model' },
  { value: 'category', label: 'Category' },
  { value: 'size', label: 'Size' },
  { value: 'color', label: 'Color' },
  { value: 'variant', label: 'Variant' },
  { value: 'sku', label: 'SKU' },
];
