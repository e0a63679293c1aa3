import type { PixelConfig, PixelValue } from '../../../install/pixel.ts';

/** A value as it is being written: what is not sent keeps what was typed. */
export interface DraftValue {
  source: 'none' | 'fixed' | 'variable';
  value: string;
}

/** A saved pixel as it is being written. */
export interface Draft {
  name: string;
  description: string;
  target_platform: 'javascript' | 'gtm' | 'tealium';
  type: PixelConfig['type'];
  conversion_type: string;
  revenue: DraftValue;
  currency: DraftValue;
  properties: (DraftValue & { key: string })[];
}

const nothing: DraftValue = { source: 'none', value: '' };

export const newDraft: Draft = {
  name: '',
  description: '',
  target_platform: 'javascript',
  type: 'conversion',
  conversion_type: 'purchase',
  revenue: nothing,
  currency: nothing,
  properties: [],
};

/** A saved pixel, to go on writing. */
export function draftOf(pixel: {
  name: string;
  description: string | null;
  target_platform: Draft['target_platform'];
  config: PixelConfig;
}): Draft {
  const { name, description, target_platform, config } = pixel;
  const { type, conversion_type = '', revenue = nothing, currency = nothing, properties = [] } = config;
  return {
    name,
    description: description ?? '',
    target_platform,
    type,
    conversion_type,
    revenue: { ...revenue },
    currency: { ...currency },
    properties: properties.map(each => ({ ...each })),
  };
}

/** What a draft says, with the fields that its type takes. */
export function configOf({ type, conversion_type, revenue, currency, properties }: Draft): PixelConfig {
  return {
    type,
    ...(type !== 'pageview' && { conversion_type: conversion_type.trim() }),
    ...(type === 'conversion' && isSent(revenue) && { revenue: sentValue(revenue) }),
    ...(isSent(currency) && type !== 'pageview' && { currency: sentValue(currency) }),
    ...(properties.length && {
      properties: properties.map(({ key, ...value }) => ({ key, ...sentValue(value) })),
    }),
  };
}

/** What the API stores. */
export const bodyOf = (draft: Draft) => ({
  name: draft.name,
  description: draft.description || null,
  target_platform: draft.target_platform,
  config: configOf(draft),
});

const isSent = ({ source }: DraftValue): boolean => source !== 'none';

const sentValue = ({ source, value }: DraftValue): PixelValue => ({
  source: source === 'variable' ? 'variable' : 'fixed',
  value,
});

/** Whose variables a platform's code reads. */
export const targetOf = (platform: string): Draft['target_platform'] =>
  platform.startsWith('gtm') ? 'gtm' : platform.startsWith('tealium') ? 'tealium' : 'javascript';
