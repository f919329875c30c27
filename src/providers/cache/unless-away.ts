import { GatewayError } from "../../core/gateway-error.js";

/** Without its store there is no cache, and the bank is asked. */
export async function unlessAway<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return work.catch((failure: unknown) => {
    if (failure instanceof GatewayError) return undefined;
    throw failure;
  });
}
