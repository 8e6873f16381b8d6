import { pino, type Logger } from "pino";
import type { Config } from "../config.js";

/**
 * Logs as JSON lines on standard error: standard output is for what people and programs asked for. Requests don't wait for their
 * lines; what is left at the end of the process is written then.
 */
export const logger = ({ logLevel }: Pick<Config, "logLevel">): Logger => pino({ name: "evalgraph", level: logLevel }, pino.destination({ fd: 2, sync: false }));
