export { type InstallCode, InstallError, type InstallSettings, installCode } from './installCode.js';
export { javascript } from './javascript.js';
export type { Pixel, PixelConfig, PixelProperty, PixelValue } from './pixel.js';
export { PLATFORMS, type PlatformName } from './platforms.js';
export { variableProblem } from './variableProblem.js';
