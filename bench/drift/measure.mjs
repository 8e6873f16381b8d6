// Tunes every detector to the same budget of false alarms and measures what it finds, and how soon.
import { settingsFor } from "../../dist/drift/settings.js";
import { contenders, own } from "./contenders.mjs";
import { kinds } from "./series.mjs";
import { seriesOf, withoutSeason, worlds } from "./worlds.mjs";

const inControl = 100;
const afterChange = 30;

/** Thresholds by detector: the least at which no more than so many series in control alarm, in none of the kinds of noise, or in the one named; the service's own is the one that it ships with. */
export function tuned({ runs, budget, tune, seed, say }) {
  return Object.fromEntries(Object.entries(contenders).map(([name, path]) => {
    if (name === own) return [name, settingsFor(1, budget).h];
    say(`tuning ${name}`);
    const limits = worlds.filter(({ name: world }) => (tune === "all" ? kinds.includes(world) : world === tune)).map((world) => {
      const greatest = Array.from(seriesOf(world, { runs, points: inControl, effect: 0, seed }), (values) => path(values, world.baseline).reduce((most, each) => Math.max(most, each), 0));
      return greatest.sort((one, other) => one - other)[Math.ceil(runs * (1 - budget)) - 1];
    });
    return [name, Math.max(...limits)];
  }));
}

/** One row for each world, detector and effect: shares of false alarms in 100 points and of changes found in 30, and the mean delay of those found, in points after the first that is changed. */
export function* measured(thresholds, { runs, effects, seed, say }) {
  for (const world of worlds) {
    say(`measuring ${world.name}`);
    for (const [name, threshold] of Object.entries(thresholds)) {
      const turns = world.season ? Math.ceil(runs / 10) : runs;
      const falseAlarms = alarms(world, name, threshold, { runs: turns, points: inControl, effect: 0, seed }).filter((at) => at !== null).length / turns;
      for (const effect of effects) {
        const found = alarms(world, name, threshold, { runs: turns, points: afterChange, effect, seed: seed + 1 }).filter((at) => at !== null);
        yield { world: world.name, detector: name, effect, falseAlarms, found: found.length / turns, delay: found.length === 0 ? null : found.reduce((sum, at) => sum + at, 0) / found.length, runs: turns };
      }
    }
  }
}

/** Where each series first alarms, in points after the baseline's last but one: 0 is the first that may be changed; null where it doesn't. */
function alarms(world, name, threshold, options) {
  return Array.from(seriesOf(world, options), (values) => {
    const path = world.season && name === own ? online(values, world.baseline) : contenders[name](values, world.baseline);
    const at = path.findIndex((each, i) => i >= world.baseline && each > threshold);
    return at < 0 ? null : at - world.baseline;
  });
}

/** Each point is judged by what the season was known to be when it came, as an outlook does that is asked for at each. */
function online(values, baseline) {
  const path = new Float64Array(values.length);
  for (let i = baseline; i < values.length; i += 1) path[i] = contenders[own](withoutSeason(values.subarray(0, i + 1)), baseline)[i];
  return path;
}
