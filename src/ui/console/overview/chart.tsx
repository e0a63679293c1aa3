import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { TEXT } from '../text.ts';
import type { ChartLines } from './chartLines.ts';

const T = TEXT.overview;

const HEIGHT = 240;

/** Room that a label of the x axis takes, in pixels. */
const LABEL = 84;

interface Props {
  lines: ChartLines;
  /** What it shows. */
  title: string;
  /** Of each place: all of it, and for the axis. */
  labels: string[];
  shortLabels: string[];
  labelsBefore: string[];
  write: (value: number) => string;
  /** Whether its values are numbers of things, of which there are no halves. */
  isCount: boolean;
}

/** A measure over time, and the one before; each place's values by pointer and by the keyboard. */
export function Chart({ lines, title, labels, shortLabels, labelsBefore, write, isCount }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const at = useSignal<number | null>(null);
  const last = labels.length - 1;

  useEffect(() => {
    const element = box.current!;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const draw = () => {
      plot.current?.destroy();
      const cursor = (made: uPlot) => {
        at.value = made.cursor.idx ?? null;
      };
      plot.current = new uPlot(
        { ...optionsOf(lines, shortLabels, write, isCount, element), hooks: { setCursor: [cursor] } },
        [
          labels.map((_, index) => index),
          lines.now,
          ...(lines.before.length ? [padded(lines.before, labels.length)] : []),
        ],
        element,
      );
    };
    draw();
    const resized = new ResizeObserver(() => {
      if (plot.current && element.clientWidth !== plot.current.width)
        plot.current.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    resized.observe(element);
    dark.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [JSON.stringify([lines, shortLabels, title, isCount])]);

  const move = (event: KeyboardEvent) => {
    const now = at.value;
    const next = {
      ArrowLeft: Math.max(0, (now ?? last + 1) - 1),
      ArrowRight: Math.min(last, (now ?? -1) + 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || !plot.current) return;
    event.preventDefault();
    plot.current.setCursor({ left: plot.current.valToPos(next, 'x'), top: 0 });
    at.value = next;
  };
  const told = (index: number): string => {
    const [now, before] = [lines.now[index], lines.before[index]];
    const value = typeof now === 'number' ? write(now) : T.toCome;
    const first = `${labels[index]}: ${value}`;
    return typeof before === 'number'
      ? `${first}; ${T.before(labelsBefore[index] ?? '', write(before))}`
      : first;
  };

  return (
    <div class="chart">
      <p class="reading">{at.value === null ? T.chartHint : told(at.value)}</p>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={Math.max(last, 0)}
        aria-valuenow={at.value ?? Math.max(last, 0)}
        aria-valuetext={last < 0 ? T.noValues : told(at.value ?? last)}
        onKeyDown={move}
      />
    </div>
  );
}

const padded = (values: (number | null)[], length: number): (number | null)[] =>
  Array.from({ length }, (_, index) => values[index] ?? null);

function optionsOf(
  { before }: ChartLines,
  shortLabels: string[],
  write: Props['write'],
  isCount: boolean,
  element: HTMLElement,
): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--soft'),
    font: `12px ${styles.fontFamily}`,
    ticks: { show: false },
    grid: { stroke: colour('--line'), width: 1 },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    padding: [8, 24, 0, 0],
    scales: {
      x: { time: false, range: (_, min, max) => (min === max ? [min - 1, max + 1] : [min, max]) },
      y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        splits: made => {
          const most = Math.max(2, Math.floor(made.bbox.width / devicePixelRatio / LABEL));
          const step = Math.max(1, Math.ceil(shortLabels.length / most));
          return shortLabels.map((_, index) => index).filter(index => index % step === 0);
        },
        values: (_, splits) => splits.map(index => shortLabels[index] ?? ''),
      },
      {
        ...axis,
        size: (_, values) => Math.max(40, 16 + 7 * Math.max(0, ...(values ?? []).map(each => each.length))),
        values: (_, splits) => splits.map(write),
        ...(isCount && {
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500]
            .flatMap(each => [each, each * 1000, each * 1e6])
            .sort((a, b) => a - b),
        }),
      },
    ],
    series: [
      {},
      {
        stroke: colour('--accent'),
        fill: `color-mix(in srgb, ${colour('--accent')} 12%, transparent)`,
        width: 2,
        points: { show: shortLabels.length < 2 },
      },
      ...(before.length
        ? [{ stroke: colour('--soft'), width: 1.5, dash: [5, 4], points: { show: shortLabels.length < 2 } }]
        : []),
    ],
  };
}
