import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { PaymentNetworkTransferLimits } from "./payment-network-transfer-limits.type.js";

/** FDX `TransferLimits`. */
@ObjectType({ simpleResolvers: true, description: "Limits of an account in a payment network." })
export class TransferLimits {
  @FdxField(() => PaymentNetworkTransferLimits, "Limits on money going out.")
  readonly out?: PaymentNetworkTransferLimits | null;

  @FdxField(() => PaymentNetworkTransferLimits, "Limits on money coming in.")
  readonly in?: PaymentNetworkTransferLimits | null;
}
