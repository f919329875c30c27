import { ObjectType } from "type-graphql";
import { BusinessOrConsumer } from "../enums/customer-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { CountryCode } from "../scalars/country-code.js";
import { DateScalar } from "../scalars/date.js";
import { BusinessCustomer } from "./business-customer.type.js";
import { CustomerName } from "./customer-name.type.js";
import { CustomerToAccountRelationship } from "./customer-to-account-relationship.type.js";
import { DeliveryAddress } from "./delivery-address.type.js";
import { TelephoneNumber } from "./telephone-number.type.js";

/** The fields Customer and AccountHolder share (FDX `Customer` with `Person` and `Contacts`). Not a type of the schema itself. */
@ObjectType({ simpleResolvers: true, description: "What a provider knows of a customer." })
export abstract class CustomerRecord {
  @FdxField(() => String, "The provider's own id of the customer: stable and unique at that provider.")
  readonly customerId?: string | null;

  @FdxField(() => BusinessOrConsumer, "Whether the customer is a company or a person.")
  readonly type?: string | null;

  @FdxField(() => CustomerName, "The name. Needs CUSTOMER_CONTACT or CUSTOMER_PERSONAL.")
  readonly name?: CustomerName | null;

  @FdxField(() => BusinessCustomer, "What is known of a business; missing for a person.")
  readonly businessCustomer?: BusinessCustomer | null;

  @FdxField(() => [String], "E-mail addresses. Needs CUSTOMER_CONTACT.")
  readonly emails?: readonly string[] | null;

  @FdxField(() => [DeliveryAddress], "Postal addresses. Needs CUSTOMER_CONTACT.")
  readonly addresses?: readonly DeliveryAddress[] | null;

  @FdxField(() => [TelephoneNumber], "Telephone numbers. Needs CUSTOMER_CONTACT.")
  readonly telephones?: readonly TelephoneNumber[] | null;

  @FdxField(() => DateScalar, "The day of birth. Needs CUSTOMER_PERSONAL.")
  readonly dateOfBirth?: string | null;

  @FdxField(() => String, "The tax number (for example SSN, EIN or SIN), masked. Needs CUSTOMER_PERSONAL.")
  readonly taxId?: string | null;

  @FdxField(() => CountryCode, "The country that issued the tax number.")
  readonly taxIdCountry?: string | null;

  @FdxField(() => String, "Another number issued by a government. Needs CUSTOMER_PERSONAL.")
  readonly governmentId?: string | null;

  @FdxField(() => DateScalar, "The day the customer joined the provider.")
  readonly customerStartDate?: string | null;

  @FdxField(() => DateScalar, "The day of the customer's latest activity.")
  readonly lastActivityDate?: string | null;

  @FdxField(
    () => [CustomerToAccountRelationship],
    "The customer's accounts, by the provider's ids, and the role in each.",
  )
  readonly accounts?: readonly CustomerToAccountRelationship[] | null;
}
