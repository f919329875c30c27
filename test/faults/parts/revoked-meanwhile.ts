import { ask } from "../ask.js";
import type { RunningGateway } from "../faults-world.js";
import type { Measurement } from "../part.js";
import { type Reader, readOf } from "../stamped-reads.js";

const READERS_EACH = 4;

/** Each person reads at all gateways at once, and revokes everything meanwhile: an answer that was begun afterwards shows nothing. */
export async function revokedMeanwhile(
  gateways: readonly RunningGateway[],
  readers: readonly Reader[],
): Promise<Measurement> {
  const seen = { before: 0, after: 0, shownAfter: 0, consents: 0 };
  for (const reader of readers) {
    let isRevoked = false;
    let isOver = false;
    const read = async (gateway: RunningGateway): Promise<void> => {
      while (!isOver) {
        const isAfter = isRevoked;
        const { stamps } = await readOf(gateway, reader);
        seen[isAfter ? "after" : "before"] += 1;
        if (isAfter) seen.shownAfter += stamps.length;
      }
    };
    const storm = gateways.flatMap((gateway) => Array.from({ length: READERS_EACH }, () => read(gateway)));
    seen.consents += await revokeAll(gateways, reader);
    isRevoked = true;
    for (const gateway of [...gateways, ...gateways]) {
      seen.after += 1;
      seen.shownAfter += (await readOf(gateway, reader)).stamps.length;
    }
    isOver = true;
    await Promise.all(storm);
  }
  return {
    what: `${seen.consents} consents revoked during a storm of cached reads over ${gateways.length} processes`,
    asked: "0 cached answers after it returns",
    measured: `${seen.before} answers begun before, ${seen.after} after; ${seen.shownAfter} values shown in those`,
    passed: seen.shownAfter === 0 && seen.before > 0 && seen.after > 0,
  };
}

/** Each at another gateway. @returns how many there were. */
async function revokeAll(gateways: readonly RunningGateway[], { token }: Reader): Promise<number> {
  const [first] = gateways;
  if (first === undefined) throw new Error("nobody to ask");
  const { data } = await ask(first, { token, query: "{ consents { id } }" });
  const ids = (data.consents as readonly { readonly id: string }[]).map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    const query = `mutation { revokeConsent(id: "${id}") { phase } }`;
    const { errors } = await ask(gateways[index % gateways.length] ?? first, { token, query });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
  }
  return ids.length;
}
