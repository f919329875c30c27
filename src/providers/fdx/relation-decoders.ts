import { GatewayError } from "../../core/gateway-error.js";
import type { FdxRecord, Page } from "../data-provider.js";
import { parseExactJson } from "./exact-json.js";
import { nextCursor } from "./page-cursor.js";

/** Rows are passed on as they are: whatever is wrong with a value, its own field says. */
function listOf(list: string): (bytes: Buffer) => Page<FdxRecord> {
  return (bytes) => {
    const body = recordOf(parseExactJson(bytes), "the answer");
    const entries = body[list] ?? [];
    if (!Array.isArray(entries)) throw unexpected(list);
    const rows = entries.filter((row) => row !== null).map((row: unknown) => recordOf(row, list));
    return { rows, next: nextCursor(body), totalElements: undefined };
  };
}

/** @throws GatewayError PROVIDER_ANSWER_INVALID, with the place and never the value */
function recordOf(value: unknown, where: string): FdxRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(where);
  return value as FdxRecord;
}

function unexpected(where: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `${where} is missing or of another shape`);
}

export const decodeAssetTransferNetworks: (bytes: Buffer) => Page<FdxRecord> =
  listOf("assetTransferNetworks");
export const decodeRewardPrograms: (bytes: Buffer) => Page<FdxRecord> = listOf("rewardPrograms");
export const decodeRewardCategories: (bytes: Buffer) => Page<FdxRecord> = listOf("rewardCategories");
export const decodeRewardProgram = (bytes: Buffer): FdxRecord =>
  recordOf(parseExactJson(bytes), "the answer");
