import type { InstallSettings } from './installSettings.ts';
import type { CallValue, PixelCall } from './pixelCall.ts';

/** What a platform's code is written in. */
export type Language = 'html' | 'javascript' | 'json' | 'php' | 'template';

/** What a platform's code is made of. */
export interface Job {
  call: PixelCall;
  /** The saved pixel's name, for people. */
  name: string;
  settings: InstallSettings & {
    globalName: string;
    options: Record<string, unknown>;
    /** The pixel is the page view, and `init` makes none by itself. */
    viewByPixel: boolean;
  };
}

/** Writes one part of the code. Throws an InstallError where the platform can't express it. */
export type Write = (job: Job) => string;

/** What a saved pixel's variables name on a platform. */
export interface Variables {
  /** Why none can have that name, to follow the name; undefined where one can. */
  problem: (name: string) => string | undefined;
  /** The name itself, where people write it with the platform's signs around it. Default: as it was written. */
  named?: (written: string) => string;
  /** Where one must come from, in the platform's own terms. */
  source: (value: CallValue) => string;
}

/**
 * Where install code can go, and what it is there. To add one, write it in a file of its own and put it into the list
 * of `platforms.ts`: what it leaves open does not compile.
 */
export interface Platform<Name extends string = string> {
  name: Name;
  language: Language;
  /** How `init` counts page views where no pixel does. Default: `true`, each page that is loaded. */
  autoPage?: 'spa';
  /** `none` where no script runs, so that every value is fixed. */
  variables: Variables | 'none';
  /** What loads the tag, once for all pixels; `none` where the event's code is all there is. */
  base: Write | 'none';
  /** What fires the pixel. */
  event: Write;
  /** More files that go beside the base code, by name. Default: none. */
  files?: (job: Job) => Record<string, string>;
  /** The name of the zip that the files make, where they are the whole of what is installed. Default: no zip. */
  archive?: string;
  /** What to click, step by step. */
  notes: (job: Job) => string[];
}
