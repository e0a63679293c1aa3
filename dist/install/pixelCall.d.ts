import type { Pixel, PixelValue } from './pixel.js';
/** One property of a call. */
export interface CallValue extends PixelValue {
    /** Where in the pixel it stands, for messages. */
    field: string;
    key: string;
    /** A text that is a number becomes one. */
    isNumber?: true;
}
/** The call of the tag that a saved pixel stands for, the same on every platform. */
export interface PixelCall {
    command: 'page' | 'conversion' | 'microconversion';
    /** Of conversions and microconversions. */
    type?: string;
    values: CallValue[];
    /** The pixel's id: travels as `context.pixel.id`. */
    id: string;
    /** The tag's write key, where it is known. */
    writeKey?: string | undefined;
    /** What the `messageId` of an order's event begins with; undefined where no order can be. */
    order?: string;
}
/**
 * Reads a saved pixel as a call; its own fields win over properties of the same name, and a fixed text with nothing in
 * it is no value.
 * @param writeKey the tag's. Default: the call has no id of its own for an order
 */
export declare function pixelCall({ id, config }: Pixel, writeKey?: string): PixelCall;
/** A fixed value as it is passed: numbers as numbers. */
export declare const fixedValue: ({ value, isNumber }: CallValue) => string | number;
/** The values that the platform's variables hold. */
export declare const variablesOf: ({ values }: PixelCall) => CallValue[];
/** The arguments of the call, given an object of its properties. */
export declare const callArguments: ({ command, type }: PixelCall) => string[];
