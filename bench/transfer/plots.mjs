import { levels } from "./compare.mjs";
import { plot } from "./svg.mjs";

/** Share of hidden cells inside intervals of several levels, beside the levels. */
export function calibrationPlot(rows) {
  const lines = rows.filter(({ name }) => /^(30|90) %|0 runs$|5 runs$/u.test(name) && !/10 runs/u.test(name)).map(({ name, coverageAt }) => ({ name, points: levels.map((level) => [level, coverageAt[level]]) }));
  return plot({
    title: "Calibration: intervals and what they hold", x: "level of the interval", y: "share of hidden scores inside", from: [0.45, 0.4], to: [1, 1],
    lines: [{ name: "ideal", points: [[0.45, 0.45], [1, 1]], isReference: true }, ...lines],
  });
}

/** RMSE by how many runs a new task or model has, of the service and of the best peer. */
export function learningPlot(rows) {
  const curve = (of, name, quality) => ({ name, points: rows.filter((row) => row.of === of).map((row) => [row.k, quality(row).rmse]) });
  const lines = ["task", "model"].flatMap((of) => [curve(of, `new ${of}: service`, ({ service }) => service), curve(of, `new ${of}: ALS, best rank`, ({ als }) => als), curve(of, `new ${of}: task + model mean`, ({ means }) => means)]).filter(({ points }) => points.length > 0);
  const most = Math.max(1, ...lines.flatMap(({ points }) => points.map(([, y]) => y)));
  return plot({ title: "Learning curve: what a few runs bring", x: "runs of the new task or model", y: "RMSE in points", from: [0, 0], to: [10, Math.ceil(most / 5) * 5], lines });
}
