import process from "node:process";
import { URL } from "node:url";
import Fastify from "fastify";
import mercurius from "mercurius";
import { Pool } from "undici";
import { ready } from "./ready.mjs";
import { BANK_URL, resolversOver, typeDefs } from "./sdl.mjs";

/** Fastify and Mercurius, which compiles an operation when it comes for the second time, over undici. */
const { origin, pathname } = new URL(BANK_URL);
const pool = new Pool(origin, { connections: Number(process.env["BANK_CONNECTIONS"]), pipelining: 1 });

async function get(path) {
  const headers = { accept: "application/json" };
  const { statusCode, body } = await pool.request({ method: "GET", path: pathname + path, headers });
  if (statusCode !== 200) throw new Error(`HTTP ${statusCode} at ${path}`);
  return body.json();
}

const app = Fastify();
await app.register(mercurius, { schema: typeDefs, resolvers: resolversOver(get), jit: 1 });
ready(await app.listen({ host: "127.0.0.1", port: 0 }));
