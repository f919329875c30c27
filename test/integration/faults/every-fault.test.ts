import { expect, test } from "@jest/globals";
import { FAULTS } from "../../../src/sandbox/faults/faults.js";
import { FAULT_FAMILIES } from "./fault-families.js";

test("every fault of the sandbox is tested through the gateway, once", () => {
  const tested = Object.values(FAULT_FAMILIES).flat();
  expect(tested.toSorted()).toEqual(Object.keys(FAULTS).toSorted());
});
