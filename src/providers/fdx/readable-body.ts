import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import { promisify, TextDecoder } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { GatewayError } from "../../core/gateway-error.js";
import { headerText } from "./header-text.js";

const UNPACKERS: ReadonlyMap<string, typeof gunzip> = new Map([
  ["gzip", gunzip],
  ["x-gzip", gunzip],
  ["deflate", inflate],
  ["br", brotliDecompress],
]);

/**
 * Some providers pack what nobody asked them to pack, or write other letters than JSON's UTF-8.
 * @param limit bytes at most, unpacked: a few packed kilobytes can become gigabytes.
 * @returns the body as UTF-8 without a byte order mark; the same bytes where there is nothing to do. Rejects with
 * PROVIDER_ANSWER_INVALID.
 */
export async function readableBody(
  bytes: Buffer,
  headers: IncomingHttpHeaders,
  limit: number,
): Promise<Buffer> {
  const encoding = headerText(headers, "content-encoding").toLowerCase();
  const isPacked = bytes.length > 0 && encoding !== "" && encoding !== "identity";
  const plain = isPacked ? await unpacked(bytes, encoding, limit) : bytes;
  return inUtf8(plain, headerText(headers, "content-type"));
}

async function unpacked(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  const unpack = UNPACKERS.get(encoding);
  if (unpack === undefined) throw unreadable("an unknown packing");
  try {
    return await promisify<Buffer, object, Buffer>(unpack)(bytes, { maxOutputLength: limit });
  } catch {
    throw unreadable("packed wrongly, or too large when unpacked");
  }
}

const CHARSET = /;\s*charset\s*=\s*"?([\w-]{1,30})"?/i;
const BOM = [0xef, 0xbb, 0xbf];

function inUtf8(bytes: Buffer, contentType: string): Buffer {
  const charset = CHARSET.exec(contentType)?.[1]?.toLowerCase() ?? "utf-8";
  // UTF-8 by its bytes is UTF-8, whatever the header says: a framework's default charset is often wrong.
  if (!charset.startsWith("utf-16") && isUtf8(bytes)) {
    return hasMark(bytes) ? bytes.subarray(BOM.length) : bytes;
  }
  return Buffer.from(decoderOf(charset).decode(bytes));
}

function hasMark(bytes: Buffer): boolean {
  return BOM.every((byte, index) => bytes[index] === byte);
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    throw unreadable("an unknown charset");
  }
}

function unreadable(why: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `the answer's body cannot be read: ${why}`);
}
