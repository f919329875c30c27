import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isJsonType } from "./json-type.js";
import { playgroundCsp } from "./playground-csp.js";

/** Lets a developer act as one of the sandbox people. Exists in dev mode only. */
export interface DevSignIn {
  readonly people: readonly { readonly id: string; readonly name: string; readonly country: string }[];
  /** Called only with the id of one of `people`. */
  accessToken(personId: string): Promise<string>;
}

export interface PlaygroundOptions {
  /** Where `src/playground/build.js` put the program: `dist/playground`. */
  readonly assetsDirectory: string;
  /** The example operations, `schema/operations`: each `*.graphql` becomes a tab. */
  readonly operationsDirectory: string;
  /** Absent outside dev mode: then no route hands out tokens. */
  readonly devSignIn?: DevSignIn;
}

interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables: null;
}

/** What the build makes; a kind that is missing here would be refused by the browser, because of `nosniff`. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** Stands in the built index.html where each answer gets its own nonce. */
const NONCE_PLACE = "STYLE_NONCE";

/** Serves the playground under `/playground/`. Rejects when it was not built. */
export async function registerPlayground(server: FastifyInstance, options: PlaygroundOptions): Promise<void> {
  const page = await readPage(options.assetsDirectory);
  const assets = await listAssets(join(options.assetsDirectory, "assets"));
  const config = {
    graphqlPath: "/graphql",
    operations: await readOperations(options.operationsDirectory),
    people: options.devSignIn?.people ?? null,
  };
  // A scope of its own, so that these headers stay off the gateway's other routes.
  await server.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers({
        "content-security-policy": playgroundCsp(),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    });
    scope.get("/playground", async (_request, reply) => reply.redirect("/playground/", 302));
    scope.get("/playground/", async (_request, reply) => sendPage(reply, page));
    scope.get("/playground/config.json", async (_request, reply) =>
      reply.header("cache-control", "no-cache").send(config),
    );
    registerAssets(scope, assets);
    if (options.devSignIn !== undefined) registerSignIn(scope, options.devSignIn);
  });
}

async function readPage(assetsDirectory: string): Promise<string> {
  try {
    return await readFile(join(assetsDirectory, "index.html"), "utf8");
  } catch (cause) {
    throw new Error(`No playground in ${assetsDirectory}. Build it with: npm run build:playground`, {
      cause,
    });
  }
}

/**
 * The paths of the assets by name, read once: a request can name one of these and nothing else on the disk.
 * (`@fastify/static` would do the same, but it requires an ES module, which Jest on Node 20 cannot load.)
 */
async function listAssets(directory: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(directory);
  return new Map(files.map((file) => [file, join(directory, file)]));
}

async function readOperations(directory: string): Promise<readonly Operation[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".graphql"));
  return Promise.all(
    files.sort().map(async (file) => ({
      name: basename(file, ".graphql"),
      query: await readFile(join(directory, file), "utf8"),
      variables: null,
    })),
  );
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .type("text/html; charset=utf-8")
    .headers({ "content-security-policy": playgroundCsp(nonce), "cache-control": "no-cache" })
    .send(page.replace(NONCE_PLACE, nonce));
}

function registerAssets(scope: FastifyInstance, assets: ReadonlyMap<string, string>): void {
  scope.get<{ Params: { file: string } }>("/playground/assets/:file", async (request, reply) => {
    const path = assets.get(request.params.file);
    if (path === undefined) {
      reply.callNotFound();
      return reply;
    }
    // Each name carries a hash of the content, so the content of a name never changes.
    return reply
      .type(CONTENT_TYPES[extname(path)] ?? "application/octet-stream")
      .header("cache-control", "public, max-age=31536000, immutable")
      .send(await readFile(path));
  });
}

function registerSignIn(scope: FastifyInstance, devSignIn: DevSignIn): void {
  scope.post("/playground/sign-in", { bodyLimit: 1024 }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    if (!isFromOwnPage(request))
      return refuse(reply, 403, "FORBIDDEN", "Only the playground itself may sign in.");
    if (!isJsonType(request.headers["content-type"]))
      return refuse(reply, 415, "UNSUPPORTED_MEDIA_TYPE", "The content type is not supported.");
    const personId = readPersonId(request.body);
    const person = devSignIn.people.find(({ id }) => id === personId);
    if (person === undefined) return refuse(reply, 404, "NOT_FOUND", "There is no such sandbox person.");
    return { accessToken: await devSignIn.accessToken(person.id) };
  });
}

/**
 * Whether the request comes from a page of this origin. Browsers always say where a request that writes comes from,
 * and no script can forge it; a program that is no browser says nothing and carries nobody's rights.
 */
function isFromOwnPage({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host);
}

function readPersonId(body: unknown): unknown {
  return typeof body === "object" && body !== null && "personId" in body ? body.personId : undefined;
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
