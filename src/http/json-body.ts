import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { parse } from "secure-json-parse";
import { GatewayError } from "../core/gateway-error.js";
import { joinedBytes } from "../core/joined-bytes.js";
import { isJsonType } from "./json-type.js";

/** A prototype in a body has no use here. */
const PARSING = { protoAction: "error", constructorAction: "error" } as const;

/**
 * @returns whether a body follows.
 * @throws GatewayError UNSUPPORTED_MEDIA_TYPE where it is no JSON
 */
export function announcesJson(headers: IncomingHttpHeaders): boolean {
  const contentType = headers["content-type"];
  if (isJsonType(contentType)) return true;
  const { "content-length": length = "0", "transfer-encoding": coding } = headers;
  if (contentType === undefined && coding === undefined && length === "0") return false;
  throw new GatewayError("UNSUPPORTED_MEDIA_TYPE", "the body is no JSON");
}

/**
 * @returns the whole body; `undefined` if the client was gone before its end. Rejects with PAYLOAD_TOO_LARGE as soon as that is
 * known.
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"]) > mostBytes) throw tooLarge();
  // Its events are over: nobody would be told.
  if (request.destroyed) return undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on("end", () => {
      resolve(joinedBytes(chunks));
    });
    request.on("close", () => {
      resolve(undefined);
    });
  });
}

/** @throws GatewayError BAD_REQUEST for what is no JSON, and for names that would reach a prototype */
export function parseJson(body: Buffer): unknown {
  try {
    return parse(body, PARSING);
  } catch {
    // Its message quotes the body.
    throw new GatewayError("BAD_REQUEST", "the body cannot be parsed");
  }
}

function tooLarge(): GatewayError {
  return new GatewayError("PAYLOAD_TOO_LARGE", "the body is too large");
}
