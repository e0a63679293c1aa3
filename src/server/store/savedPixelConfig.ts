import type { PixelConfig } from '../../install/pixel.ts';
import type { SavedPixelRow } from './rows.ts';

/** The configuration that a saved pixel's columns hold. */
export const configOf = ({
  pixel_type,
  conversion_type,
  config,
}: Pick<SavedPixelRow, 'pixel_type' | 'conversion_type' | 'config'>): PixelConfig => ({
  type: pixel_type,
  ...(conversion_type !== null && { conversion_type }),
  ...JSON.parse(config),
});

/** The configuration as its columns hold it. */
export const configColumns = ({ type, conversion_type, ...rest }: PixelConfig) => ({
  pixel_type: type,
  conversion_type: conversion_type ?? null,
  config: JSON.stringify(rest),
});
