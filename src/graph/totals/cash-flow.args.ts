import { ArgsType, Field, registerEnumType } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";
import { DateScalar } from "../scalars/date.js";

export const CashFlowInterval = { DAY: "DAY", WEEK: "WEEK", MONTH: "MONTH" } as const;

export type CashFlowInterval = keyof typeof CashFlowInterval;

registerEnumType(CashFlowInterval, {
  name: "CashFlowInterval",
  description: "How long a period of a cash flow is. The first and the last may be shorter.",
  valuesConfig: {
    DAY: { description: "A calendar day." },
    WEEK: { description: "From Monday to Sunday." },
    MONTH: { description: "A calendar month." },
  },
});

const DAY_MS = 86_400_000;
/** Two years, with a leap day: banks keep no more for certain, and each page of theirs is a call. */
const MAX_DAYS = 731;
/** A leap year of days. */
const MAX_PERIODS_BY_DAY = 366;
/** No bank keeps older days. */
const EARLIEST = "1900-01-01";

@ArgsType()
export class CashFlowArgs {
  @Field(() => DateScalar, { description: "The first day." })
  declare readonly from: string;

  @Field(() => DateScalar, {
    description: "The last day, included: at most two years from the first, one year `by: DAY`.",
  })
  declare readonly to: string;

  @Field(() => CashFlowInterval, { defaultValue: "MONTH", description: "How long a period is." })
  readonly by: CashFlowInterval = "MONTH";
}

/** @throws GatewayError ARGUMENT_INVALID */
export function requireWindow({ from, to, by }: CashFlowArgs): void {
  if (from < EARLIEST) throw invalid("from", `from is before ${EARLIEST}`);
  if (from > to) throw invalid("from", "from is after to");
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days > (by === "DAY" ? MAX_PERIODS_BY_DAY : MAX_DAYS)) throw invalid("to", "the window is too long");
}

function invalid(argument: string, detail: string): GatewayError {
  return new GatewayError("ARGUMENT_INVALID", detail, { facts: { argument } });
}
