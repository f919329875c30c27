import { entityNamed } from "../../fdx/model.js";
import { tellKinds } from "../abstract.type.js";

/** @returns the GraphQL type of an account, by FDX `accountCategory`. */
export const accountTypeName = tellKinds(entityNamed("Account"));
