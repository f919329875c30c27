import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { BankList } from "../../../../src/providers/directory/bank-list.js";
import type { ListedBank } from "../../../../src/providers/directory/listed-bank.js";
import { AuthenticatedStore } from "../../../../src/stores/authenticated-store.js";
import type { RecordStore } from "../../../../src/stores/record-store.js";
import { BreakableStore } from "../../../support/breakable-store.js";
import { keyRing } from "../../../support/builders.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { MemoryStore } from "../../../support/memory-store.js";

const NAME = "flinks-outbound";
const MAX_AGE_MS = 60_000;
const DOWN = new GatewayError("PROVIDER_UNAVAILABLE", "down");

const clock = new FakeClock();
let store: MemoryStore;
let network: { banks: readonly ListedBank[]; failure: Error | undefined; calls: number };

beforeEach(() => {
  store = MemoryStore.open(clock);
  network = { banks: [bank(1), bank(2)], failure: undefined, calls: 0 };
});

afterEach(async () => store.close());

function bank(number: number, changes: Partial<ListedBank> = {}): ListedBank {
  return { number, name: `Bank ${number}`, country: "CA", registration: "ACTIVE", ...changes };
}

/** One process's list; another process is another list over the same store. */
function openList(over: RecordStore = store): BankList {
  const read = async (): Promise<readonly ListedBank[]> => {
    network.calls += 1;
    if (network.failure !== undefined) throw network.failure;
    return network.banks;
  };
  return new BankList({ ...{ name: NAME, read, store: over, clock, maxAgeMs: MAX_AGE_MS } });
}

const keep = async (value: string): Promise<boolean> =>
  store.commit(NAME, [{ kind: "provider-list", value: Buffer.from(value), ifVersion: 0 }]);

describe("BankList", () => {
  it("has no banks before the first reading, and the network's after it", async () => {
    const list = openList();
    expect(list.banks).toEqual([]);
    await list.refresh();
    expect(list.banks).toEqual([bank(1), bank(2)]);
  });

  it("asks the network again only when the copy is old", async () => {
    const list = openList();
    await list.refresh();
    clock.advance(MAX_AGE_MS - 1);
    await list.refresh();
    expect(network.calls).toBe(1);
    clock.advance(1);
    await list.refresh();
    expect(network.calls).toBe(2);
  });

  it("keeps the very same banks while nothing changes, and shows it when something does", async () => {
    const list = openList();
    await list.refresh();
    const before = list.banks;
    network.banks = [bank(1), bank(2)];
    clock.advance(MAX_AGE_MS);
    await list.refresh();
    expect(list.banks).toBe(before);
    network.banks = [bank(1, { registration: "SUSPENDED" })];
    clock.advance(MAX_AGE_MS);
    await list.refresh();
    expect(list.banks).toEqual([bank(1, { registration: "SUSPENDED" })]);
  });

  it("keeps the last good copy through an outage, and says what failed", async () => {
    const list = openList();
    await list.refresh();
    clock.advance(MAX_AGE_MS);
    network.failure = DOWN;
    await expect(list.refresh()).rejects.toBe(DOWN);
    expect(list.banks).toEqual([bank(1), bank(2)]);
    network.failure = undefined;
    network.banks = [bank(3)];
    await list.refresh();
    expect(list.banks).toEqual([bank(3)]);
  });

  it("has the last good copy after a restart in the middle of an outage, however old", async () => {
    await openList().refresh();
    clock.advance(100 * MAX_AGE_MS);
    network.failure = DOWN;
    const restarted = openList();
    await expect(restarted.refresh()).rejects.toBe(DOWN);
    expect(restarted.banks).toEqual([bank(1), bank(2)]);
  });

  it("has what another process has read, without a call of its own", async () => {
    const [one, other] = [openList(), openList()];
    await one.refresh();
    await other.refresh();
    expect(other.banks).toEqual(one.banks);
    expect(network.calls).toBe(1);
    clock.advance(MAX_AGE_MS);
    network.banks = [bank(3)];
    await other.refresh();
    await one.refresh();
    expect(one.banks).toEqual([bank(3)]);
    expect(network.calls).toBe(2);
  });

  it("has new banks though they could not be kept", async () => {
    const breakable = new BreakableStore(store);
    breakable.breaks = () => true;
    const list = openList(breakable);
    await expect(list.refresh()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(list.banks).toEqual([bank(1), bank(2)]);
  });

  it("keeps its banks while the store is away", async () => {
    const list = openList();
    await list.refresh();
    clock.advance(MAX_AGE_MS);
    store.fault = "down";
    await expect(list.refresh()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(list.banks).toEqual([bank(1), bank(2)]);
  });

  it.each(["no JSON", "{}", '{"readAt":1,"banks":[{"number":-1}]}'])(
    "asks the network in the place of a copy that is %p, and keeps the answer",
    async (copy) => {
      await keep(copy);
      const list = openList();
      await list.refresh();
      expect(list.banks).toEqual([bank(1), bank(2)]);
      await openList().refresh();
      expect(network.calls).toBe(1);
    },
  );

  it("does not believe a copy that the gateway has not written", async () => {
    const forged = { readAt: clock.now(), banks: [bank(666)] };
    await keep(JSON.stringify(forged));
    const authenticated = new AuthenticatedStore(store, keyRing(), clock);
    const list = openList(authenticated);
    await list.refresh();
    expect(list.banks).toEqual([bank(1), bank(2)]);
    await openList(authenticated).refresh();
    expect(network.calls).toBe(1);
  });

  it("reads anew after the clock was set back: nobody knows how old the copy is", async () => {
    const list = openList();
    await list.refresh();
    clock.advance(-MAX_AGE_MS);
    await list.refresh();
    expect(network.calls).toBe(2);
  });
});
