import { isUtf8 } from "node:buffer";
import type { CompiledProjection } from "../compiled-projection.js";
import { MAX_BODY_BYTES, MAX_ROWS, NULL_BYTES, outputLimit } from "../limits.js";
import type { Projected, Projector } from "../projector.js";
import { slotTexts } from "../slot-texts.js";
import { type JsonArray, type JsonTree, readTree } from "./json-tree.js";
import { RowWriter } from "./row-writer.js";

/** Says by plain means what the kernel must answer, byte for byte. Slow; used where there is no WebAssembly SIMD. */
export class ReferenceProjector implements Projector {
  project(body: Uint8Array, projection: CompiledProjection, slots: readonly string[]): Projected | undefined {
    const texts = slotTexts(projection, slots);
    if (texts === undefined || body.length > MAX_BODY_BYTES || !isUtf8(body)) return undefined;
    const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString("utf8");
    const list = listIn(readTree(text), projection.list);
    if (list === undefined) return undefined;
    const writer = new RowWriter(projection, texts);
    if (!list.items.every((row) => writer.write(row))) return undefined;
    const json = Buffer.from(`[${writer.parts.join("")}]`);
    if (json.length + NULL_BYTES * (writer.nulls.length / 2) > outputLimit(body.length)) return undefined;
    const rest = Buffer.from(text.slice(0, list.start) + text.slice(list.end - 1));
    return { json, rowCount: list.items.length, nulls: Uint32Array.from(writer.nulls), rest };
  }
}

/** @returns the list, if the body is an object that names it once, and it has a row. */
function listIn(body: JsonTree | undefined, name: string): JsonArray | undefined {
  const members = body?.kind === "object" ? body.members : [];
  if (members.some(({ rawName }) => rawName.includes("\\"))) return undefined;
  const [list, another] = members.filter(({ rawName }) => rawName === name);
  if (list?.value.kind !== "array" || another !== undefined) return undefined;
  return isBetween(list.value.items.length, 1, MAX_ROWS) ? list.value : undefined;
}

function isBetween(count: number, least: number, most: number): boolean {
  return count >= least && count <= most;
}
