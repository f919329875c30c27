import { BlockList } from "node:net";
import type { FastifyInstance } from "fastify";

/** Lets nobody in but this machine. */
export function loopbackOnly(app: FastifyInstance): void {
  const loopback = loopbackAddresses();
  app.addHook("onRequest", async (request, reply) => {
    const address = request.socket.remoteAddress ?? "";
    if (loopback.check(address, address.includes(":") ? "ipv6" : "ipv4")) return;
    await reply.code(403).send({ error: "The control endpoint answers to this machine only." });
  });
}

function loopbackAddresses(): BlockList {
  const addresses = new BlockList();
  addresses.addSubnet("127.0.0.0", 8, "ipv4");
  addresses.addAddress("::1", "ipv6");
  return addresses;
}
