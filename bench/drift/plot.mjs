// Shares found and delays as small charts, one column a world, as SVG.
const [panelWidth, panelHeight, gapX, gapY, left, top] = [190, 150, 22, 46, 64, 92];
/** Colours that people with any colour vision can tell apart (Okabe and Ito 2008), and dashes for those who print. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const dashes = ["", "6 3", "2 3", "10 3 2 3", "8 2", "4 4"];
/** A mean over fewer found series than this share says little, and isn't drawn. */
const fewest = 0.05;

export function plot(rows) {
  const unique = (of) => [...new Set(rows.map((row) => row[of]))];
  const [worlds, detectors, effects] = [unique("world"), unique("detector"), unique("effect")];
  const longest = Math.max(10, ...rows.filter(({ found }) => found >= fewest).map(({ delay }) => delay));
  const quantities = [
    { title: "share found within 30 points", of: ({ found }) => found, most: 1, ticks: [0, 0.25, 0.5, 0.75, 1] },
    { title: "mean delay, in points", of: ({ found, delay }) => (found >= fewest ? delay : null), most: 5 * Math.ceil(longest / 5), ticks: [0, 5, 10, 15, 20, 25, 30].filter((tick) => tick <= 5 * Math.ceil(longest / 5)) },
  ];
  const width = left + worlds.length * (panelWidth + gapX);
  const height = top + quantities.length * (panelHeight + gapY) + 8;
  const panels = quantities.flatMap((quantity, row) => worlds.map((world, column) => panel({
    x: left + column * (panelWidth + gapX), y: top + row * (panelHeight + gapY), quantity, effects, isFirst: column === 0, title: row === 0 ? world : "", under: row === 1 ? "change, in sd" : "",
    lines: detectors.map((detector) => effects.map((effect) => [effect, quantity.of(rows.find((each) => each.world === world && each.detector === detector && each.effect === effect))]).filter(([, value]) => value !== null)),
  })));
  const legend = detectors.map((name, at) => {
    const x = left + [0, 170, 300, 390, 490, 580][at];
    return `<line x1="${x}" x2="${x + 30}" y1="52" y2="52" ${stroke(at)}/>${text(x + 36, 56, name, "start")}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>Detection of drift</title><rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="28" font-size="15" font-weight="bold">Detection of drift at the same budget of false alarms</text>`, ...legend, ...panels, "</svg>", "",
  ].join("\n");
}

function panel({ x, y, quantity, effects, lines, isFirst, title, under }) {
  const across = (value) => x + 10 + ((value - effects[0]) / (effects.at(-1) - effects[0] || 1)) * (panelWidth - 20);
  const up = (value) => y + panelHeight - (value / quantity.most) * panelHeight;
  return [
    ...quantity.ticks.map((tick) => `<line x1="${x}" x2="${x + panelWidth}" y1="${up(tick)}" y2="${up(tick)}" stroke="#e4e4e4"/>${isFirst ? text(x - 8, up(tick) + 4, tick, "end") : ""}`),
    ...effects.map((effect) => text(across(effect), y + panelHeight + 16, effect, "middle")),
    `<rect x="${x}" y="${y}" width="${panelWidth}" height="${panelHeight}" fill="none" stroke="#888"/>`,
    title && `<text x="${x}" y="${y - 8}" font-weight="bold" fill="#222">${escaped(title)}</text>`,
    under && text(x + panelWidth / 2, y + panelHeight + 34, under, "middle"),
    isFirst ? `<g transform="translate(16 ${y + panelHeight / 2}) rotate(-90)">${text(0, 0, quantity.title, "middle")}</g>` : "",
    // The first is drawn last, on top: it is what the others are compared with.
    ...lines.map((points, at) => [points, at]).reverse().map(([points, at]) => {
      const placed = points.map(([effect, value]) => [across(effect).toFixed(1), up(value).toFixed(1)]);
      return `<polyline points="${placed.map((point) => point.join(",")).join(" ")}" fill="none" ${stroke(at)}/>${placed.map(([px, py]) => `<circle cx="${px}" cy="${py}" r="3" fill="${colours[at % colours.length]}"/>`).join("")}`;
    }),
  ].join("\n");
}

const stroke = (at) => `stroke="${colours[at % colours.length]}" stroke-width="${at === 0 ? 3 : 1.75}"${dashes[at % dashes.length] && ` stroke-dasharray="${dashes[at % dashes.length]}"`}`;
const text = (x, y, value, anchor) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#222">${escaped(String(value))}</text>`;
const escaped = (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
