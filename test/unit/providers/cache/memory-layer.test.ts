import { beforeEach, describe, expect, it } from "@jest/globals";
import type { KeptPart } from "../../../../src/core/kept-part.js";
import { MemoryLayer } from "../../../../src/providers/cache/memory-layer.js";

const sealed = Buffer.alloc(1000, 1);
const at = (consentId: string, name = "a"): { consentId: string; name: string } => ({ consentId, name });

function partOf(consentId: string): KeptPart {
  return { ...at(consentId), serial: 1, readAt: 0, goodUntil: 1 };
}

describe("the memory of a process", () => {
  let memory: MemoryLayer;

  beforeEach(() => {
    memory = new MemoryLayer(100_000);
  });

  it("has a serial of its own for whatever is put anywhere", () => {
    const serials = [at("c-1"), at("c-1"), at("c-2")].map((key) => memory.set(key, { sealed, readAt: 0 }));
    expect(new Set(serials).size).toBe(3);
    expect(memory.get(at("c-1"))?.serial).toBe(serials[1]);
    expect(memory.get(at("c-2"))?.serial).toBe(serials[2]);
  });

  it.each(["c-1", "c-2", "c-3"])(
    "deletes what was made of parts with any of their consents: %s",
    (consentId) => {
      memory.set(at("c-1", "whole"), { sealed, readAt: 0, parts: [partOf("c-2"), partOf("c-3")] });
      memory.set(at("c-4"), { sealed, readAt: 0 });
      memory.deleteAll(consentId);
      expect(memory.get(at("c-1", "whole"))).toBeUndefined();
      expect(memory.get(at("c-4"))).toBeDefined();
    },
  );

  it("goes by the consents of what is there now", () => {
    memory.set(at("c-1"), { sealed, readAt: 0, parts: [partOf("c-2")] });
    memory.set(at("c-1"), { sealed, readAt: 0, parts: [partOf("c-3")] });
    memory.deleteAll("c-2");
    expect(memory.get(at("c-1"))).toBeDefined();
    memory.deleteAll("c-3");
    expect(memory.get(at("c-1"))).toBeUndefined();
  });

  it("counts the parts that an answer names as bytes as well", () => {
    const parts = Array.from({ length: 600 }, () => partOf("c-1"));
    memory.set(at("c-1"), { sealed, readAt: 0, parts });
    expect(memory.get(at("c-1"))).toBeUndefined();
    memory.set(at("c-1"), { sealed, readAt: 0, parts: parts.slice(0, 100) });
    expect(memory.get(at("c-1"))).toBeDefined();
  });
});
