import { LRUCache } from "lru-cache";
import { ArgsType, Field } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";
import { DateScalar } from "../scalars/date.js";
import { PageArgs } from "./page.args.js";

/** Providers keep about two years; asking for more is refused by some of them. */
const DEFAULT_HISTORY_DAYS = 730;
const DAY_MS = 86_400_000;
/** No bank keeps older days; before the year 0 a date can no longer be written as FDX has it. */
const EARLIEST = "1900-01-01";

@ArgsType()
export class HistoryArgs extends PageArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      "First day wanted; two years back if left out. Beside `after` it may be left out, and must not be another day than the paging began with.",
  })
  declare readonly startDate?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: "Last day wanted, included; today if left out. Beside `after` as `startDate`.",
  })
  declare readonly endDate?: string | null;
}

/** By the last day: every history of a day begins with the same. */
const FIRST_DAYS = new LRUCache<string, string>({ max: 64 });

/** YYYY-MM-DD, both days included. */
export interface HistoryDays {
  readonly startDate: string;
  readonly endDate: string;
}

/**
 * @param today YYYY-MM-DD, UTC
 * @returns both days, always: providers refuse one without the other (FDX 703).
 * @throws GatewayError ARGUMENT_INVALID
 */
export function historyWindow(args: HistoryArgs, today: string): HistoryDays {
  requireYear(args.startDate, "startDate");
  requireYear(args.endDate, "endDate");
  const endDate = args.endDate ?? today;
  const startDate = args.startDate ?? firstDayTo(endDate);
  if (startDate <= endDate) return { startDate, endDate };
  throw new GatewayError("ARGUMENT_INVALID", "startDate is after endDate", {
    facts: { argument: "startDate" },
  });
}

function requireYear(day: string | null | undefined, argument: string): void {
  if (day == null || day >= EARLIEST) return;
  throw new GatewayError("ARGUMENT_INVALID", `${argument} is before ${EARLIEST}`, { facts: { argument } });
}

function firstDayTo(endDate: string): string {
  const known = FIRST_DAYS.get(endDate);
  if (known !== undefined) return known;
  const day = new Date(Date.parse(endDate) - DEFAULT_HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
  FIRST_DAYS.set(endDate, day);
  return day;
}
