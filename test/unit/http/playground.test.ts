import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fastifyHelmet from "@fastify/helmet";
import fastify, { type FastifyInstance } from "fastify";
import { Client, type Dispatcher } from "undici";
import { type DevSignIn, registerPlayground } from "../../../src/http/playground.js";

const PAGE = '<!doctype html><link rel="stylesheet" href="./assets/main-1.css" nonce="STYLE_NONCE" />';

const devSignIn: DevSignIn = {
  people: [{ id: "alex", name: "Alex Tremblay", country: "CA" }],
  accessToken: async (personId) => `token-of-${personId}`,
};

let folder: string;
let server: FastifyInstance;
let client: Client | undefined;

interface Answer {
  readonly statusCode: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly body: string;
}

/** A real socket, since fastify's `inject` requires an ES module, which Jest on Node 20 cannot load. */
async function send(request: Omit<Dispatcher.RequestOptions, "origin">): Promise<Answer> {
  client ??= new Client(await server.listen({ host: "127.0.0.1", port: 0 }));
  const { statusCode, headers, body } = await client.request(request);
  return { statusCode, headers, body: await body.text() };
}

async function get(path: string): Promise<Answer> {
  return send({ method: "GET", path });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "playground-"));
  await mkdir(join(folder, "dist/assets"), { recursive: true });
  await mkdir(join(folder, "operations"));
  await writeFile(join(folder, "dist/index.html"), PAGE);
  await writeFile(join(folder, "dist/assets/main-1.css"), "body{}");
  await writeFile(
    join(folder, "operations/transactions.graphql"),
    "query Transactions { transactions { id } }",
  );
  await writeFile(join(folder, "operations/accounts.graphql"), "query Accounts { accounts { id } }");
  await writeFile(join(folder, "operations/README.md"), "not an operation");
  server = fastify();
});

afterEach(async () => {
  await client?.close();
  client = undefined;
  await server.close();
  await rm(folder, { recursive: true });
});

async function register(mode: "dev" | "production" = "dev"): Promise<void> {
  await registerPlayground(server, {
    assetsDirectory: join(folder, "dist"),
    operationsDirectory: join(folder, "operations"),
    ...(mode === "dev" && { devSignIn }),
  });
}

/** A policy as a map from directive to its sources. */
function policyOf(response: Answer): Record<string, string> {
  const policy = String(response.headers["content-security-policy"]);
  const directives = policy.split("; ").map((directive): [string, string] => {
    const [name = "", ...sources] = directive.split(" ");
    return [name, sources.join(" ")];
  });
  return Object.fromEntries(directives);
}

describe("the playground's files", () => {
  it("are found from the address without a slash", async () => {
    await register();
    const response = await get("/playground");
    expect(response.statusCode).toBe(302);
    expect(response.headers["location"]).toBe("/playground/");
  });

  it("serve a page whose style nonce is the policy's and new each time", async () => {
    await register();
    const [first, second] = [await get("/playground/"), await get("/playground/")];
    const nonces = [first, second].map(({ body }) => /nonce="([^"]+)"/.exec(body)?.[1] ?? "");
    expect(nonces[0]).toMatch(/^[\w+/]{22}==$/);
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(policyOf(first)["style-src-elem"]).toBe(`'self' 'nonce-${nonces[0] ?? ""}'`);
    expect(first.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(first.headers["cache-control"]).toBe("no-cache");
  });

  it("allow no script but files of our own, also where the server has another policy", async () => {
    await server.register(fastifyHelmet);
    await register();
    const response = await get("/playground/");
    expect(policyOf(response)).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self'",
      "connect-src": "'self'",
      "worker-src": "'self'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
    });
    expect(response.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });

  it("are kept by the browser for good, since their names carry a hash", async () => {
    await register();
    const response = await get("/playground/assets/main-1.css");
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe("body{}");
    expect(response.headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(response.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(policyOf(response)["default-src"]).toBe("'none'");
  });

  it("do not reach outside their folder", async () => {
    await register();
    const paths = [
      "/playground/assets/../index.html",
      "/playground/assets/..%2findex.html",
      "/playground/assets/x.js",
    ];
    for (const path of paths) expect((await get(path)).statusCode).toBe(404);
  });

  it("leave the headers of other routes alone", async () => {
    await register();
    server.get("/other", async () => "other");
    const response = await get("/other");
    expect(response.headers["content-security-policy"]).toBeUndefined();
  });

  it("must have been built", async () => {
    await rm(join(folder, "dist/index.html"));
    await expect(register()).rejects.toThrow("npm run build:playground");
  });
});

describe("config.json", () => {
  it("carries the operations by name and, in dev mode, the people", async () => {
    await register();
    const response = await get("/playground/config.json");
    expect(response.headers["cache-control"]).toBe("no-cache");
    expect(JSON.parse(response.body)).toEqual({
      graphqlPath: "/graphql",
      operations: [
        { name: "accounts", query: "query Accounts { accounts { id } }", variables: null },
        { name: "transactions", query: "query Transactions { transactions { id } }", variables: null },
      ],
      people: [{ id: "alex", name: "Alex Tremblay", country: "CA" }],
    });
  });

  it("names no people outside dev mode", async () => {
    await register("production");
    expect(JSON.parse((await get("/playground/config.json")).body)).toMatchObject({ people: null });
  });
});

describe("sign-in", () => {
  interface Attempt {
    readonly body?: string;
    readonly headers?: Record<string, string>;
  }

  async function signIn({ body = '{"personId":"alex"}', headers = {} }: Attempt = {}): Promise<Answer> {
    return send({
      method: "POST",
      path: "/playground/sign-in",
      headers: { "content-type": "application/json", host: "localhost:4000", ...headers },
      body,
    });
  }

  it.each([
    ["a browser that says so", { "sec-fetch-site": "same-origin", origin: "http://localhost:4000" }],
    ["a browser that names only the origin", { origin: "http://localhost:4000" }],
    ["a program that is no browser", {}],
  ])("gives a token to the playground's own page: %s", async (_case, headers) => {
    await register();
    const response = await signIn({ headers });
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(response.body)).toEqual({ accessToken: "token-of-alex" });
    expect(response.headers["cache-control"]).toBe("no-store");
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site", origin: "http://localhost:4000" }],
    ["another port", { "sec-fetch-site": "same-site", origin: "http://localhost:5000" }],
    ["another origin", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
  ])("refuses a page of %s", async (_case, headers) => {
    await register();
    const response = await signIn({ headers });
    expect(response.statusCode).toBe(403);
    expect(response.body).not.toContain("token-of");
  });

  it.each(['{"personId":"mallory"}', '{"personId":7}', "{}", "null", "[]"])(
    "knows nobody in %s",
    async (body) => {
      await register();
      const response = await signIn({ body });
      expect(response.statusCode).toBe(404);
      expect(JSON.parse(response.body)).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
    },
  );

  it.each(["text/plain", "application/x-www-form-urlencoded"])(
    "refuses %s, which forms can send",
    async (type) => {
      await register();
      const response = await signIn({ headers: { "content-type": type } });
      expect(response.statusCode).toBe(415);
    },
  );

  it("does not exist outside dev mode", async () => {
    await register("production");
    expect((await signIn()).statusCode).toBe(404);
  });
});
