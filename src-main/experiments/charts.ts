/** Charts as SVG text, for documents: light background, no script, no font of their own. */

export interface Point {
  readonly x: number;
  readonly y: number;
  /** 95% interval of y. */
  readonly interval: readonly [number, number] | null;
}

export interface Line {
  readonly label: string;
  /** Told from the others by more than its colour: baselines are dashed. */
  readonly dashed: boolean;
  readonly points: readonly Point[];
}

export interface LineChart {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Places on the x axis with what is written there; the axis runs from the first to the last. */
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly lines: readonly Line[];
  /** Whether what lies between two ticks is something: points of names are not joined. */
  readonly joined: boolean;
}

/** Told apart by colour-blind readers on white (Okabe and Ito, "Color Universal Design", 2008). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#000000', '#e69f00', '#56b4e9', '#7f7f7f'];
const markers = ['circle', 'square', 'diamond', 'triangle'] as const;

const size = { width: 860, height: 440 };
const plot = { left: 64, right: 560, top: 48, bottom: 384 };

/** Shares from 0 to 1 on the y axis. */
export function lineChart({ title, xTitle, yTitle, ticks, lines, joined }: LineChart): string {
  const xs = ticks.map(({ x }) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const inset = 24;
  const atX = (x: number): number =>
    plot.left + inset + ((plot.right - plot.left - 2 * inset) * (x - low)) / Math.max(1e-9, high - low);
  const atY = (y: number): number => plot.bottom - (plot.bottom - plot.top) * Math.min(1, Math.max(0, y));
  // Whiskers of neighbours must not hide one another.
  const shiftOf = (at: number): number => (at - (lines.length - 1) / 2) * 3;

  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((y) => [
    `<line x1="${plot.left}" x2="${plot.right}" y1="${n(atY(y))}" y2="${n(atY(y))}" stroke="#d9d9d9"/>`,
    text(plot.left - 8, atY(y) + 4, y.toFixed(1), { anchor: 'end' }),
  ]);
  const axis = ticks.flatMap(({ x, text: said }) => [
    `<line x1="${n(atX(x))}" x2="${n(atX(x))}" y1="${plot.bottom}" y2="${plot.bottom + 5}" stroke="#555555"/>`,
    text(atX(x), plot.bottom + 20, said, { anchor: 'middle' }),
  ]);
  const drawn = lines.flatMap(({ points, dashed }, at) => {
    const colour = colours[at % colours.length] ?? '#000000';
    const placed = points.map(({ x, y, interval }) => ({
      x: atX(x) + shiftOf(at),
      y: atY(y),
      interval: interval?.map(atY) ?? null,
    }));
    const path = !joined
      ? ''
      : placed.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join(' ');
    return [
      ...(path === ''
        ? []
        : [
            `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ''}/>`,
          ]),
      ...placed.flatMap(({ x, y, interval }) => [
        ...(interval === null
          ? []
          : [
              `<line x1="${n(x)}" x2="${n(x)}" y1="${n(interval[0] ?? y)}" y2="${n(interval[1] ?? y)}" stroke="${colour}" stroke-width="1.5"/>`,
            ]),
        marker(x, y, at, colour),
      ]),
    ];
  });
  const legend = lines.flatMap(({ label, dashed }, at) => {
    const y = plot.top + 10 + 22 * at;
    const colour = colours[at % colours.length] ?? '#000000';
    const x = plot.right + 24;
    return [
      `<line x1="${x}" x2="${x + 28}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ''}/>`,
      marker(x + 14, y, at, colour),
      text(x + 36, y + 4, label, {}),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="12">`,
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    text(plot.left, 26, title, { size: 15, weight: 'bold' }),
    ...grid,
    ...axis,
    text((plot.left + plot.right) / 2, plot.bottom + 44, xTitle, { anchor: 'middle' }),
    `<text transform="translate(18 ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#222222">${escaped(yTitle)}</text>`,
    ...drawn,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function marker(x: number, y: number, at: number, colour: string): string {
  switch (markers[at % markers.length] ?? 'circle') {
    case 'circle':
      return `<circle cx="${n(x)}" cy="${n(y)}" r="4" fill="${colour}"/>`;
    case 'square':
      return `<rect x="${n(x - 3.5)}" y="${n(y - 3.5)}" width="7" height="7" fill="${colour}"/>`;
    case 'diamond':
      return `<path d="M${n(x)} ${n(y - 5)}L${n(x + 5)} ${n(y)}L${n(x)} ${n(y + 5)}L${n(x - 5)} ${n(y)}Z" fill="${colour}"/>`;
    case 'triangle':
      return `<path d="M${n(x)} ${n(y - 5)}L${n(x + 5)} ${n(y + 4)}L${n(x - 5)} ${n(y + 4)}Z" fill="${colour}"/>`;
  }
}

interface TextStyle {
  readonly anchor?: 'middle' | 'end';
  readonly size?: number;
  readonly weight?: 'bold';
}

function text(x: number, y: number, said: string, { anchor, size: points, weight }: TextStyle): string {
  const style = [
    ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
    ...(points === undefined ? [] : [`font-size="${points}"`]),
    ...(weight === undefined ? [] : [`font-weight="${weight}"`]),
  ];
  return `<text x="${n(x)}" y="${n(y)}" fill="#222222" ${style.join(' ')}>${escaped(said)}</text>`;
}

/** A tenth of a pixel is enough. */
function n(value: number): string {
  return String(Math.round(10 * value) / 10);
}

function escaped(said: string): string {
  return said
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
