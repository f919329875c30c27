import { GatewayError } from "../../core/gateway-error.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { Projected } from "../../projection/projector.js";

/** @returns what stands beside the rows; `undefined` where that is wrong, or shows a list that is cut or lacks rows. */
export function pageBeside(
  answer: Answer<Page<FdxRecord>>,
  { rowCount, rest }: Pick<Projected, "rowCount" | "rest">,
): Page<FdxRecord> | undefined {
  try {
    const page = answer.readAs(rest);
    const isLast = page.next === undefined;
    const lacksRows = page.cutOff === true || rowCount < (page.totalElements ?? 0);
    return isLast && lacksRows ? undefined : page;
  } catch (failure) {
    if (failure instanceof GatewayError) return undefined;
    throw failure;
  }
}
