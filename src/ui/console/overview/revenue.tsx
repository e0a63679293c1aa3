import { Fragment } from 'preact';
import { revenueTexts } from './revenueTexts.ts';

/** All of it, a line for each currency: they are never added. */
export const Revenue = ({ of }: { of: Record<string, number> }) => (
  <>
    {revenueTexts(of).map((text, at) => (
      <Fragment key={text}>
        {at > 0 && <br />}
        {text}
      </Fragment>
    ))}
  </>
);
