import { isObject } from "../faults/body.js";
import type { Face } from "../fdx/face.js";
import { refused } from "../fdx/fdx-service.js";
import { V5_FACE } from "../fdx/v5/v5-face.js";
import type { WireAnswer } from "../fdx/wire-answer.js";

/** FDX 5 as a network in front of many banks speaks it: pages are named by links alone, and error codes are numbers. */
export const AKOYA_FACE: Face = {
  ...V5_FACE,
  path: "/fdx/network",
  present: (kind, answer, call) => withoutCursor(V5_FACE.present(kind, answer, call)),
  refuse: (failure) => withNumber(refused(failure)),
};

function withoutCursor(answer: WireAnswer): WireAnswer {
  if (!isObject(answer.body) || !isObject(answer.body["page"])) return answer;
  const page = { ...answer.body["page"], [V5_FACE.cursor.field]: undefined };
  return { ...answer, body: { ...answer.body, page } };
}

function withNumber(answer: WireAnswer): WireAnswer {
  if (!isObject(answer.body)) return answer;
  return { ...answer, body: { ...answer.body, code: Number(answer.body["code"]) } };
}
