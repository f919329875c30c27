import { createHash } from "node:crypto";

/** @returns an id that tells neither account nor consent. JSON keeps the parts apart: ["ab","c"] and ["a","bc"] differ. */
export function budgetRecordId(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
