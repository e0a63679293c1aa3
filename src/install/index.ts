export { type InstallCode, InstallError, type InstallSettings, installCode } from './installCode.ts';
export { javascript } from './javascript.ts';
export type { Pixel, PixelConfig, PixelProperty, PixelValue } from './pixel.ts';
export { PLATFORMS, type PlatformName } from './platforms.ts';
export { variableProblem } from './variableProblem.ts';
