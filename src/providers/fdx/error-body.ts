import { GatewayError } from "../../core/gateway-error.js";
import type { PlainObject } from "./dialect/plain-object.js";
import { fdxCodeOf } from "./fdx-failure.js";
import { isNothingFound, outcomeWithoutStatus } from "./fdx-outcomes.js";

/**
 * Some providers send FDX's Error with 200.
 * @returns what its code means, as far as a code can say without a status; `undefined` for a body without one.
 */
export function errorIn({ code }: PlainObject): GatewayError | undefined {
  const fdxCode = fdxCodeOf(code);
  if (fdxCode === undefined) return undefined;
  return new GatewayError(outcomeWithoutStatus(fdxCode), `FDX code ${fdxCode} came as a success`);
}

export function saysNothingFound({ code }: PlainObject): boolean {
  return isNothingFound(fdxCodeOf(code));
}
