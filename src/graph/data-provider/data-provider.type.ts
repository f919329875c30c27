import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { RegistrationState as State } from "../../core/registration-state.js";
import { connectionOf } from "../connection/connection-of.js";
import { Node } from "../node/node.type.js";
import { CountryCode } from "../scalars/country-code.js";

const RegistrationState: { readonly [Each in State]: Each } = {
  AVAILABLE: "AVAILABLE",
  PENDING_APPROVAL: "PENDING_APPROVAL",
  PENDING_ACTIVATION: "PENDING_ACTIVATION",
  ACTIVE: "ACTIVE",
  SUSPENDED: "SUSPENDED",
  UNKNOWN: "UNKNOWN",
};

registerEnumType(RegistrationState, {
  name: "RegistrationState",
  description: "Where this gateway's registration with a data provider stands.",
  valuesConfig: {
    AVAILABLE: { description: "It could be asked for." },
    PENDING_APPROVAL: { description: "Asked for; the network has not agreed yet." },
    PENDING_ACTIVATION: { description: "The data provider has not acted on it yet." },
    ACTIVE: { description: "End users can connect." },
    SUSPENDED: { description: "It was withdrawn, perhaps for a while." },
    UNKNOWN: { description: "The network says something that is not known here." },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A bank, or another institution, that end users can connect.",
})
export class DataProvider extends Node {
  @Field(() => String, { description: "Its name, for screens." })
  readonly name!: string;

  @Field(() => CountryCode, {
    nullable: true,
    description: "Where it serves customers; null where the network's list does not tell it.",
  })
  readonly country?: string | null | undefined;

  @Field(() => RegistrationState, {
    nullable: true,
    description: "Where the registration stands; null for a bank that needs none beyond the operator's own.",
  })
  readonly registration?: State | null | undefined;
}

@ObjectType({ simpleResolvers: true, description: "A page of data providers, by name." })
export class DataProviderConnection extends connectionOf<DataProvider>("DataProvider", () => DataProvider) {}
