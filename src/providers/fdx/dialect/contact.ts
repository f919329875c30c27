import type { PlainObject } from "./plain-object.js";
import { shapeOf } from "./shape.js";

/** `state` in FDX 4.6, deprecated in 5.x. */
export const DOMICILE = shapeOf({ names: [["state", "region"]] });

export const ADDRESS = shapeOf({ ...DOMICILE, booleans: ["primary"] });

export const TELEPHONE = shapeOf({ booleans: ["primary"], further: putNetwork });

/** Before 6.3 a mobile phone is a use (`CELL`), since then a network; both can be read. */
function putNetwork(telephone: PlainObject): void {
  if (telephone["type"] === "CELL") telephone["network"] ??= "CELLULAR";
}

const WAYS = shapeOf({
  names: [["email", "emails"]],
  lists: ["emails", "addresses", "telephones"],
  parts: [
    ["addresses", ADDRESS],
    ["telephones", TELEPHONE],
  ],
});

/** FDX `Customer`, and `AccountHolder`, which is one with a role. */
export const CUSTOMER = shapeOf({
  ...WAYS,
  lists: [...WAYS.lists, "accounts"],
  parts: [
    ...WAYS.parts,
    ["accounts", shapeOf({ lists: ["links"] })],
    ["businessCustomer", shapeOf({ lists: ["registeredAgents"], parts: [["domicile", DOMICILE]] })],
  ],
});

export const CONTACT = shapeOf({
  ...WAYS,
  lists: [...WAYS.lists, "holders"],
  parts: [...WAYS.parts, ["holders", CUSTOMER]],
});
