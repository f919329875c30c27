import { answerContext, type AnswerPlace } from "../../tokens/answer-keys.js";
import { FdxBody } from "../fdx/fdx-body.js";

/** A bank's answer, and when it was asked for. */
export interface KeptAnswer {
  readonly body: FdxBody;
  /** Wall-clock milliseconds. What the bank tells may be as old as the question. */
  readonly readAt: number;
}

interface Head {
  readonly place: string;
  readonly readAt: number;
  readonly headers: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 4;

/**
 * Form: length of the head · head, JSON · the body's bytes as they came.
 * @returns a copy, for the caller to overwrite.
 */
export function encodeAnswer(place: AnswerPlace, { body, readAt }: KeptAnswer): Buffer {
  const head: Head = { place: answerContext(place), readAt, headers: body.supportHeaders };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, body.bytes]);
}

/** @returns `undefined` if it names another place: whatever opened it, it is not shown here. */
export function decodeAnswer(place: AnswerPlace, bytes: Buffer): KeptAnswer | undefined {
  const end = LENGTH_BYTES + bytes.readUInt32BE();
  const head = JSON.parse(bytes.toString("utf8", LENGTH_BYTES, end)) as Head;
  if (head.place !== answerContext(place)) return undefined;
  return { body: new FdxBody(bytes.subarray(end), head.headers), readAt: head.readAt };
}
