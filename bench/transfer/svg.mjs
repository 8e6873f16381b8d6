const [width, height, left, top, right, bottom] = [800, 440, 64, 44, 270, 56];
/** Colours that people with any colour vision can tell apart (Okabe and Ito 2008), and dashes for those who print. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
const dashes = ["", "6 3", "2 3", "10 3 2 3", "", "6 3", "2 3"];

/** A line chart as SVG: axes from `from` to `to` ([x, y] each), each line with a mark at its points, and a legend on the right. */
export function plot({ title, x, y, from, to, lines }) {
  const across = (value) => left + ((value - from[0]) / (to[0] - from[0])) * (width - left - right);
  const up = (value) => height - bottom - ((value - from[1]) / (to[1] - from[1])) * (height - top - bottom);
  const axis = [
    ...ticks(from[0], to[0]).map((value) => `<line x1="${across(value)}" x2="${across(value)}" y1="${top}" y2="${height - bottom}" stroke="#e4e4e4"/>${text(across(value), height - bottom + 18, value, "middle")}`),
    ...ticks(from[1], to[1]).map((value) => `<line x1="${left}" x2="${width - right}" y1="${up(value)}" y2="${up(value)}" stroke="#e4e4e4"/>${text(left - 8, up(value) + 4, value, "end")}`),
    `<rect x="${left}" y="${top}" width="${width - left - right}" height="${height - top - bottom}" fill="none" stroke="#888"/>`,
    text((left + width - right) / 2, height - 14, x, "middle"),
    `<g transform="translate(16 ${(top + height - bottom) / 2}) rotate(-90)">${text(0, 0, y, "middle")}</g>`,
  ];
  const drawn = lines.map(({ name, points, isReference }, at) => {
    const [colour, dash] = isReference ? ["#888", "3 3"] : [colours[at % colours.length], dashes[at % dashes.length]];
    const line = points.map(([px, py]) => `${across(px).toFixed(1)},${up(py).toFixed(1)}`);
    const marks = isReference ? [] : line.map((point) => `<circle cx="${point.split(",")[0]}" cy="${point.split(",")[1]}" r="3.5" fill="${colour}"/>`);
    const row = top + 12 + 22 * at;
    const stroke = `stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}`;
    return `<polyline points="${line.join(" ")}" fill="none" ${stroke}/>${marks.join("")}<line x1="${width - right + 14}" x2="${width - right + 42}" y1="${row}" y2="${row}" ${stroke}/>${text(width - right + 50, row + 4, name, "start")}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title><rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="26" font-size="15" font-weight="bold">${escaped(title)}</text>`, ...axis, ...drawn, "</svg>", "",
  ].join("\n");
}

const text = (x, y, value, anchor) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#222">${escaped(String(value))}</text>`;
const escaped = (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Round numbers, four to nine of them. */
function ticks(from, to) {
  const rough = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 2 }, (_, i) => Number(((Math.ceil(from / step - 1e-9) + i) * step).toFixed(10))).filter((value) => value <= to + 1e-9);
}
