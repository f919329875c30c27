import type { FlinksApi } from "../../app/flinks-admin.js";
import type { FlinksOutboundConfig } from "../../config/flinks-config.js";
import type { Audit, AuditEvent, AuditFacts } from "../../core/audit.js";
import { GatewayError } from "../../core/gateway-error.js";

/** What one command of `fdx-gateway flinks` works with. */
export interface CommandContext {
  readonly settings: FlinksOutboundConfig;
  readonly api: FlinksApi;
  readonly signal: AbortSignal;
  readonly audited: Audited;
}

/**
 * Makes a change at Flinks and leaves its record, whether it succeeded or not: without an answer it may have. `outcome` is
 * `DONE`, or the code of what went wrong.
 * @param found what only the result tells.
 */
export type Audited = <Result>(
  event: AuditEvent,
  facts: AuditFacts,
  change: () => Promise<Result>,
  found?: (result: Result) => AuditFacts,
) => Promise<Result>;

/** What a command has found or done, for a program and for a terminal. */
export interface CommandResult {
  readonly json: unknown;
  readonly text: string;
  /** 0 if left out. */
  readonly exitCode?: number;
}

export function auditedBy(audit: Audit): Audited {
  return async (event, facts, change, found) => {
    try {
      const result = await change();
      audit(event, { ...facts, ...found?.(result), outcome: "DONE" });
      return result;
    } catch (failure) {
      const outcome = failure instanceof GatewayError ? failure.code : "INTERNAL";
      audit(event, { ...facts, outcome });
      throw failure;
    }
  };
}
