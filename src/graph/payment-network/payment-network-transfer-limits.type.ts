import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { PaymentNetworkOccurrenceTransferLimits } from "./payment-network-occurrence-transfer-limits.type.js";
import { PaymentNetworkTimeframeTransferLimits } from "./payment-network-timeframe-transfer-limits.type.js";

/** FDX `PaymentNetworkTransferLimits`. */
@ObjectType({ simpleResolvers: true, description: "Limits in one direction, by length of time." })
export class PaymentNetworkTransferLimits {
  @FdxField(() => PaymentNetworkTimeframeTransferLimits, "Limits per day.")
  readonly day?: PaymentNetworkTimeframeTransferLimits | null;

  @FdxField(() => PaymentNetworkTimeframeTransferLimits, "Limits per week.")
  readonly week?: PaymentNetworkTimeframeTransferLimits | null;

  @FdxField(() => PaymentNetworkTimeframeTransferLimits, "Limits per month.")
  readonly month?: PaymentNetworkTimeframeTransferLimits | null;

  @FdxField(() => PaymentNetworkTimeframeTransferLimits, "Limits per year.")
  readonly year?: PaymentNetworkTimeframeTransferLimits | null;

  @FdxField(() => PaymentNetworkOccurrenceTransferLimits, "Limits of a single transfer.")
  readonly transaction?: PaymentNetworkOccurrenceTransferLimits | null;
}
