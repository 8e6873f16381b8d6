import { readConfig } from "../config.js";

/** How many points a workspace watches. */
export interface WatchedRate {
  readonly signals: number;
  /** Points of all of them in a week. */
  readonly perWeek: number;
}

/** However few are watched, no more false alarms in 100 points of a signal; and however many, no less, since then next to nothing would be found. */
const most = 0.05;
const least = 0.002;

/** The share of 100-point stretches of a signal in control that may alarm, so that a workspace has no more than so many false alarms a week. */
export const falseAlarmShare = ({ perWeek }: WatchedRate, budget: number = weeklyFalseAlarms()): number =>
  Math.min(most, Math.max(least, perWeek > 0 ? 1 - Math.exp((-100 * budget) / perWeek) : most));

/** False alarms that such a share makes in a week: the budget, unless the share is at one of its bounds. */
export const expectedPerWeek = ({ perWeek }: WatchedRate, share: number): number => (-Math.log(1 - share) / 100) * perWeek;

/** By the settings. */
const weeklyFalseAlarms = (): number => readConfig().falseAlarms;
