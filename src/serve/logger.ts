import { pino, type Logger } from "pino";
import type { Config } from "../config.js";

/**
 * Logs as JSON lines on standard error: standard output is for what people and programs asked for. Lines are written several at a
 * time, at the latest after `longestHeld` ms and at the end of the process: a write each was 2 % of a small read's processor time.
 */
export const logger = ({ logLevel }: Pick<Config, "logLevel">): Logger =>
  pino({ name: "evalgraph", level: logLevel }, pino.destination({ fd: 2, sync: false, minLength: writtenAtOnce, maxLength: mostHeld, periodicFlush: longestHeld }));

/** In bytes. */
const writtenAtOnce = 4_096;
const longestHeld = 250;
/** Of what nobody takes, in bytes; lines beyond it are dropped. */
const mostHeld = 16 * 2 ** 20;
