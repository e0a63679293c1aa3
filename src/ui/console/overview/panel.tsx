import { TEXT } from '../text.ts';
import { Breakdown } from './breakdown.tsx';
import type { Dimension } from './conditions.ts';
import type { Shown } from './props.ts';
import { PANELS, type Panel as PanelName } from './view.ts';

const T = TEXT.overview;

/** Visits by one of several dimensions that belong together. */
export function Panel({ panel, ...shown }: Shown & { panel: PanelName }) {
  const { view, change } = shown;
  const dimensions: readonly Dimension[] = PANELS[panel];
  const chosen = view.panels[panel] ?? dimensions[0]!;
  return (
    <section aria-labelledby={panel}>
      <div class="title">
        <h2 id={panel}>{T.panels[panel]}</h2>
        {dimensions.length > 1 && (
          <fieldset class="bare tabs" aria-labelledby={panel}>
            {dimensions.map(dimension => (
              <button
                key={dimension}
                type="button"
                aria-pressed={dimension === chosen}
                onClick={() => change({ panels: { ...view.panels, [panel]: dimension } })}
              >
                {T.dimensions[dimension]}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      <Breakdown key={chosen} {...shown} dimension={chosen} />
    </section>
  );
}
