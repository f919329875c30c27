import type { ErrorCode } from "../../core/error-codes.js";
import { type ErrorFacts, GatewayError } from "../../core/gateway-error.js";
import type { Remedy } from "./connect-outcomes.js";

/** Flinks' "no", or that no answer came. Outside this folder it is a `GatewayError` like every other. */
export class ConnectFailure extends GatewayError {
  /** As it stood in the answer. */
  readonly flinksCode: string | undefined;

  constructor(
    code: ErrorCode,
    readonly remedy: Remedy,
    detail: string,
    options: {
      readonly cause?: unknown;
      readonly facts?: ErrorFacts;
      readonly flinksCode?: string | undefined;
    } = {},
  ) {
    super(code, detail, options);
    this.flinksCode = options.flinksCode;
  }
}

/** @returns what helps after a failure, and Flinks' own word for it. */
export function remedyOf(failure: GatewayError): Pick<ConnectFailure, "remedy" | "flinksCode"> {
  return failure instanceof ConnectFailure ? failure : { remedy: "later", flinksCode: undefined };
}
