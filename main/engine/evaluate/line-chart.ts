/** A line chart as SVG text: x from 0 to 1, y in percent. */

export interface LineChart {
  title: string;
  x: string;
  y: string;
  lines: { name: string; points: [x: number, y: number][] }[];
}

const width = 640;
const height = 400;
const edge = { left: 60, right: 90, top: 40, bottom: 50 };
/** Told apart also by those who do not see all colours (Okabe and Ito). */
const colours = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9"];

export function lineChart({ title, x, y, lines }: LineChart): string {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const [low, high] = [Math.floor(Math.min(...values) / 5) * 5, Math.ceil((Math.max(...values) + 0.01) / 5) * 5];
  const atX = (value: number) => edge.left + value * (width - edge.left - edge.right);
  const atY = (value: number) => height - edge.bottom - ((value - low) / (high - low)) * (height - edge.top - edge.bottom);
  const label = (text: string | number, [left, top]: [number, number], anchor = "middle") =>
    `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" text-anchor="${anchor}">${escaped(String(text))}</text>`;
  const marksX = [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => label(value, [atX(value), height - edge.bottom + 18]));
  const marksY = Array.from({ length: 6 }, (_, step) => low + ((high - low) * step) / 5).map(
    (value) =>
      `<line x1="${edge.left}" x2="${width - edge.right}" y1="${atY(value).toFixed(1)}" y2="${atY(value).toFixed(1)}" stroke="#ddd"/>` +
      label(Number(value.toFixed(1)), [edge.left - 8, atY(value) + 4], "end"),
  );
  const drawn = lines.map(({ name, points }, index) => {
    const colour = colours[index % colours.length];
    const path = points.map(([px, py]) => `${atX(px).toFixed(1)},${atY(py).toFixed(1)}`).join(" ");
    const end: [number, number] = [width - edge.right + 8, edge.top + 14 + index * 18];
    const dots = points
      .map(([px, py]) => `<circle cx="${atX(px).toFixed(1)}" cy="${atY(py).toFixed(1)}" r="3" fill="${colour}"/>`)
      .join("");
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}<g fill="${colour}">${label(name, end, "start")}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    label(title, [width / 2, 22]),
    ...marksY,
    ...marksX,
    label(x, [width / 2, height - 12]),
    `<g transform="rotate(-90 16 ${height / 2})">${label(y, [16, height / 2])}</g>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
