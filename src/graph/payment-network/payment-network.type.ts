import { ObjectType } from "type-graphql";
import { PaymentNetworkIdentifierType, PaymentNetworkType } from "../enums/payment-network-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { TransferLimits } from "./transfer-limits.type.js";

/** FDX `AccountPaymentNetwork`, and the masked identifier that the gateway makes. */
@ObjectType({
  simpleResolvers: true,
  description:
    "A network over which an account can pay or be paid, and the numbers to use there. Needs PAYMENT_SUPPORT.",
})
export class PaymentNetwork {
  @FdxField(() => String, "The bank's number in the network: in the US the nine-digit routing number.")
  readonly bankId?: string | null;

  @FdxField(
    () => String,
    "The full account number, or its token, in the network. Sensitive: reading it is audited. Use `identifierDisplay` for screens.",
  )
  readonly identifier?: string | null;

  @FdxField(() => String, "The identifier masked by the gateway, with its last four characters shown.")
  readonly identifierDisplay?: string | null;

  @FdxField(() => PaymentNetworkIdentifierType, "Whether the identifier is the account number itself.")
  readonly identifierType?: string | null;

  @FdxField(() => PaymentNetworkType, "The network.")
  readonly type?: string | null;

  @FdxField(() => Boolean, "Whether the account can be paid over the network.")
  readonly transferIn?: boolean | null;

  @FdxField(() => Boolean, "Whether the account can pay over the network.")
  readonly transferOut?: boolean | null;

  @FdxField(() => Boolean, "Whether the account accepts requests for payment.")
  readonly supportsRequestForPayment?: boolean | null;

  @FdxField(() => TransferLimits, "How much may be moved; sent since FDX 6.")
  readonly transferLimits?: TransferLimits | null;

  @FdxField(() => String, "The Canadian institution number, three digits; sent since FDX 6.3.")
  readonly bankInstitutionId?: string | null;

  @FdxField(() => String, "The Canadian transit (branch) number, five digits; sent since FDX 6.3.")
  readonly bankTransitId?: string | null;
}
