/** Done between two looks at the sockets: some tenths of a millisecond each. */
const AT_ONCE = 32;

let waiting: (() => void)[] = [];

/**
 * Does something, which must not throw, once all that has arrived on the process's sockets was looked at: what is alike is done
 * together, and a refusal or a health check that arrived beside a bank's answer does not wait for what comes of that
 * (docs/adr/0038-arrivals-first.md).
 */
export function afterArrivals(work: () => void): void {
  if (waiting.length === 0) setImmediate(doSome);
  waiting.push(work);
}

function doSome(): void {
  const works = waiting.slice(0, AT_ONCE);
  waiting = waiting.slice(AT_ONCE);
  if (waiting.length > 0) setImmediate(doSome);
  for (const work of works) work();
}
