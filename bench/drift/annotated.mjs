// Change points against people's: F1 with a margin of five points and cover, as van den Burg and Williams (2020, section 4) define them.
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { changePoints } from "../../dist/drift/changePoints.js";
import { readSeries, seriesFiles } from "../../dist/ingest/seriesFile.js";

const margin = 5;

export async function annotated(folder) {
  const annotations = JSON.parse(await readFile(join(folder, "annotations.json"), "utf8"));
  const rows = [];
  for (const file of (await seriesFiles(folder)).filter((path) => basename(path) !== "annotations.json")) {
    const { name, columns } = await readSeries(file);
    if (!(name in annotations)) continue;
    const found = changePoints(columns);
    const sets = Object.values(annotations[name]);
    rows.push({ series: name, points: columns[0].length, f1: f1(sets, found), cover: cover(sets, found, columns[0].length), found });
  }
  return rows;
}

/** Precision by all annotators' points together, recall as the mean over annotators; the first point of the series counts as one. */
export function f1(annotators, found) {
  const sets = annotators.map((points) => [...new Set([0, ...points])]);
  const mine = [...new Set([0, ...found])];
  const precision = matched([...new Set(sets.flat())], mine) / mine.length;
  const recall = sets.reduce((sum, points) => sum + matched(points, mine) / points.length, 0) / sets.length;
  return (2 * precision * recall) / (precision + recall);
}

/** How many of the true points have a found one of their own within the margin. */
function matched(truth, found) {
  const left = new Set(found);
  let count = 0;
  for (const point of truth.toSorted((a, b) => a - b)) {
    const near = [...left].filter((each) => Math.abs(each - point) <= margin).sort((a, b) => Math.abs(a - point) - Math.abs(b - point));
    if (near.length === 0) continue;
    left.delete(near[0]);
    count += 1;
  }
  return count;
}

/** Mean over annotators of how well found regimes overlap theirs, weighted by length. */
export function cover(annotators, found, length) {
  const regimes = (points) => {
    const starts = [...new Set([0, ...points])].sort((a, b) => a - b);
    return starts.map((start, i) => [start, starts[i + 1] ?? length]);
  };
  const mine = regimes(found);
  const overlap = ([a, b], [c, d]) => {
    const both = Math.max(0, Math.min(b, d) - Math.max(a, c));
    return both / (b - a + d - c - both);
  };
  return annotators.reduce((sum, points) => sum + regimes(points).reduce((all, regime) => all + (regime[1] - regime[0]) * Math.max(...mine.map((each) => overlap(regime, each))), 0) / length, 0) / annotators.length;
}
