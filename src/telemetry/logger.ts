import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";

export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error">;
export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/**
 * Header names that carry credentials. Secrets are a type that prints itself masked (core/secret.ts); this is the
 * second net, for what third parties put into a log object.
 */
const REDACTED = ["authorization", "cookie", "set-cookie"].flatMap((name) => [
  `["${name}"]`,
  `headers["${name}"]`,
  `*.headers["${name}"]`,
]);

/** JSON lines on standard output, or on `destination`. */
export function createLogger(level: LogLevel, destination?: DestinationStream): PinoLogger {
  const options = { level, base: null, redact: { paths: REDACTED, censor: "[secret]" } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
