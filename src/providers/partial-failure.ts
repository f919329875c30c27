import { GatewayError } from "../core/gateway-error.js";
import type { FdxRecord } from "./data-provider.js";
import { fdxCodeOf } from "./fdx/fdx-failure.js";
import { outcomeWithoutStatus } from "./fdx/fdx-outcomes.js";

/**
 * An FDX partial answer (206) tells in the record itself, by an FDX Error in its `error`, why its other fields could not
 * be had.
 * @returns `undefined` for a whole record.
 */
export function partialFailure(record: FdxRecord): GatewayError | undefined {
  const { error } = record;
  if (typeof error !== "object" || error === null) return undefined;
  const code = fdxCodeOf("code" in error ? error.code : undefined);
  const detail = `a record came with an error in its place: FDX code ${code ?? "none"}`;
  return new GatewayError(outcomeWithoutStatus(code), detail);
}
