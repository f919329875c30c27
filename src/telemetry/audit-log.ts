import type { Audit } from "../core/audit.js";
import type { Logger } from "./logger.js";

/** @returns an audit that writes one log line a record, marked `audit: true` so that a log shipper can part them. */
export function auditLog(logger: Logger): Audit {
  return (event, facts) => {
    logger.info({ audit: true, ...facts }, event);
  };
}
