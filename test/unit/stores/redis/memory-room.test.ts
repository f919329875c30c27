import { beforeEach, expect, it } from "@jest/globals";
import { MemoryRoom } from "../../../../src/stores/redis/memory-room.js";
import type { RedisReply } from "../../../../src/stores/redis/redis-connection.js";
import { FakeClock } from "../../../support/fake-clock.js";

let clock: FakeClock;
let room: MemoryRoom;
let looks: number;
let info: string;

const master = {
  read: async (): Promise<RedisReply> => {
    looks += 1;
    return Buffer.from(info);
  },
};

beforeEach(() => {
  clock = new FakeClock();
  room = new MemoryRoom(clock);
  looks = 0;
});

it.each([
  [true, "used_memory:699\r\nmaxmemory:1000\r\ntotal_system_memory:2000\r\n"],
  [false, "used_memory:700\r\nmaxmemory:1000\r\ntotal_system_memory:2000\r\n"],
  [true, "used_memory:1399\r\nmaxmemory:0\r\ntotal_system_memory:2000\r\n"],
  [false, "used_memory:1400\r\nmaxmemory:0\r\ntotal_system_memory:2000\r\n"],
  [true, "# Memory\r\n"],
])("is there: %p, where Redis says %j", async (expected, told) => {
  info = told;
  expect(await room.isThere(master)).toBe(expected);
});

it("is looked at now and again", async () => {
  info = "used_memory:1\r\nmaxmemory:1000\r\n";
  expect(await room.isThere(master)).toBe(true);
  info = "used_memory:999\r\nmaxmemory:1000\r\n";
  clock.advance(1999);
  expect(await room.isThere(master)).toBe(true);
  clock.advance(1);
  expect(await room.isThere(master)).toBe(false);
  expect(looks).toBe(2);
});
