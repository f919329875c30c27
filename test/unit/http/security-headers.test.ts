import fastifyHelmet from "@fastify/helmet";
import { describe, expect, it } from "@jest/globals";
import fastify from "fastify";
import { request } from "undici";
import { SECURITY_HEADERS } from "../../../src/http/security-headers.js";

/** For answers that are data. */
const POLICY = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"] },
  },
  referrerPolicy: { policy: "no-referrer" },
} as const;

describe("the security headers", () => {
  it("are Helmet's", async () => {
    const server = fastify();
    await server.register(fastifyHelmet, POLICY);
    server.get("/", async () => "data");
    try {
      const { headers, body } = await request(await server.listen({ host: "127.0.0.1", port: 0 }));
      await body.dump();
      const own = new Set(["content-type", "content-length", "date", "connection", "keep-alive"]);
      const helmets = Object.entries(headers).filter(([name]) => !own.has(name));
      const ours = Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(helmets));
    } finally {
      await server.close();
    }
  });
});
