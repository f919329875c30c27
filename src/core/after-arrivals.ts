/** Works that are done together, since what is alike is cheaper so; then what comes of them. */
const AT_ONCE = 8;
/** From one look at the sockets to the next, beside what is begun by then; milliseconds. */
const SLICE_MS = 4;

type Work = () => void;

const answers: Work[] = [];
const operations: Work[] = [];
let isPlanned = false;
let sliceEndsAt = 0;

/**
 * Goes on with an answer once all that has arrived on the process's sockets was looked at: what is alike is done together, and a
 * refusal or a health check that arrived beside a bank's answer does not wait for what comes of that
 * (docs/adr/0038-arrivals-first.md).
 * @param work must not throw.
 */
export function afterArrivals(work: Work): void {
  answers.push(work);
  plan();
}

/**
 * Begins an operation once no answer waits to be gone on with: those under way are ended before others are begun, so that few
 * hold memory at a time.
 * @param work must not throw.
 */
export function afterAnswers(work: Work): void {
  operations.push(work);
  plan();
}

function plan(): void {
  if (isPlanned) return;
  isPlanned = true;
  setImmediate(beginSlice);
}

function beginSlice(): void {
  sliceEndsAt = performance.now() + SLICE_MS;
  doSome();
}

function doSome(): void {
  const works = next();
  isPlanned = answers.length + operations.length > 0;
  // A tick that a microtask asks for runs when all other microtasks have run: what these works lead to is part of their time.
  if (isPlanned) queueMicrotask(goOnAfterMicrotasks);
  for (const work of works) work();
}

function next(): readonly Work[] {
  return (answers.length > 0 ? answers : operations).splice(0, AT_ONCE);
}

function goOnAfterMicrotasks(): void {
  process.nextTick(goOn);
}

function goOn(): void {
  if (performance.now() < sliceEndsAt) doSome();
  else setImmediate(beginSlice);
}
