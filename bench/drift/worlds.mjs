// What is simulated: a baseline, and then points in control or with a change of so many standard deviations of the noise.
import { deseasoned, seasonOf } from "../../dist/drift/season.js";
import { noises } from "./series.mjs";

const week = [-1, -0.4, 0.2, 0.6, 0.9, 1.2, -1.5];
const shift = (effect) => () => effect;
/** Ten points long it grows, then stays. */
const growing = (effect) => (i) => effect * Math.min(1, (i + 1) / 10);

/** `seen` is what detectors that know nothing of seasons are given; `prepared` is what the service's own is, from the points up to each. */
export const worlds = [
  { name: "white", kind: "white", baseline: 20, change: shift },
  { name: "t3", kind: "t3", baseline: 20, change: shift },
  { name: "AR(.3)", kind: "AR(.3)", baseline: 20, change: shift },
  { name: "trend", kind: "white", baseline: 20, change: growing },
  { name: "season", kind: "white", baseline: 28, change: shift, season: week },
];

/** Series of a world, in the unit of their noise. */
export function* seriesOf({ kind, baseline, change, season }, { runs, points, effect, seed }) {
  const moved = change(effect);
  for (const values of noises(kind, runs, baseline + points, seed)) {
    for (let i = 0; i < values.length; i += 1) values[i] += (season ? 2 * season[i % season.length] : 0) + (i < baseline ? 0 : moved(i - baseline));
    yield values;
  }
}

/** The values without their season, as it is told by them. */
export function withoutSeason(values) {
  const slots = Int32Array.from(values.keys());
  const season = seasonOf(values, slots, [week.length]);
  return season === null ? values : deseasoned(values, season, slots);
}
