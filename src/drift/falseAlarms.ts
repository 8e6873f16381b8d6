import { readConfig } from "../config.js";

/** How many points a workspace watches. */
export interface WatchedRate {
  readonly signals: number;
  /** Points of all of them in a week. */
  readonly perWeek: number;
}

/** However few are watched, no more false alarms in 100 points of a signal; and however many, no less, since then next to nothing would be found. */
const most = 5;
const least = 0.1;

/** The rate of false alarms, in per cent per 100 points of a signal, that keeps a workspace's within so many a week. */
export const falseAlarmRate = ({ perWeek }: WatchedRate, budget: number = usualBudget()): number => Math.min(most, Math.max(least, perWeek > 0 ? (100 * 100 * budget) / perWeek : most));

/** By the settings. */
const usualBudget = (): number => readConfig().falseAlarms;
