import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { ready } from "./ready.mjs";
import { BANK_URL, resolversOver, typeDefs } from "./sdl.mjs";

/** Apollo Server as its tutorial starts it, over the `fetch` that comes with Node. */
async function get(path) {
  const response = await globalThis.fetch(BANK_URL + path, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`HTTP ${response.status} at ${path}`);
  return response.json();
}

const server = new ApolloServer({ typeDefs, resolvers: resolversOver(get) });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
ready(url);
