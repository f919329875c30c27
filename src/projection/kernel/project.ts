import { answerEnd, beginAnswer, nullCount } from "./answer";
import { CLOSE_OBJECT, COLON, COMMA, isSame, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./characters";
import { BODY, PADDING, RESULT } from "./layout";
import { forgetGuesses } from "./members";
import { listName, listNameLength } from "./plan";
import { areDistinct } from "./row-ids";
import { putRows, rowCount } from "./rows";
import { blanks, hasEscape, string, value } from "./scan";

export { seed } from "./row-ids";

let listStart: usize = 0;
let listEnd: usize = 0;

/**
 * Projects the body in memory by the plan in memory.
 * @param answer where the array goes.
 * @param limit how many bytes it and the notes of its nulls may take.
 * @returns its length; 0 for anything unusual.
 */
export function project(length: usize, answer: usize, limit: usize): usize {
  memory.fill(BODY + length, 0, PADDING);
  beginAnswer(answer, limit);
  forgetGuesses();
  listStart = 0;
  const end = readBody(blanks(BODY));
  if (end == 0 || blanks(end) != BODY + length || listStart == 0) return 0;
  if (!areDistinct(rowCount())) return 0;
  store<u32>(RESULT, rowCount());
  store<u32>(RESULT, nullCount(), 4);
  store<u32>(RESULT, <u32>(listStart - BODY), 8);
  store<u32>(RESULT, <u32>(listEnd - BODY), 12);
  return answerEnd() - answer;
}

function readBody(p: usize): usize {
  if (load<u8>(p) != OPEN_OBJECT) return 0;
  do {
    p = readMember(blanks(p + 1));
    if (p == 0) return 0;
    p = blanks(p);
  } while (load<u8>(p) == COMMA);
  return load<u8>(p) == CLOSE_OBJECT ? p + 1 : 0;
}

function readMember(p: usize): usize {
  if (load<u8>(p) != QUOTE) return 0;
  const name = p + 1;
  const end = string(name);
  // An escaped name may be the list's.
  if (end == 0 || hasEscape()) return 0;
  p = blanks(end);
  if (load<u8>(p) != COLON) return 0;
  p = blanks(p + 1);
  const length = end - 1 - name;
  const isList = length == listNameLength() && isSame(name, listName(), length);
  return isList ? readList(p) : value(p, 1);
}

function readList(p: usize): usize {
  if (listStart != 0 || load<u8>(p) != OPEN_ARRAY) return 0;
  listStart = p;
  listEnd = putRows(p);
  return listEnd;
}
