import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { KeptPart } from "../../../src/core/kept-part.js";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { KnownDocuments } from "../../../src/graph/operation/known-documents.js";
import type { WholeAnswers } from "../../../src/graph/operation/whole-answers.js";
import { Drain } from "../../../src/http/drain.js";
import { GraphQLHandler, type GraphQLParts } from "../../../src/http/graphql-handler.js";
import { OperationTurns } from "../../../src/http/operation-turns.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import { GraphWorld } from "../../support/graph-world.js";

const PARTS: readonly KeptPart[] = [{ consentId: "c-1", name: "a", serial: 1, readAt: 0, goodUntil: 1 }];

let graphql: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;
let handler: GraphQLHandler;
/** In the order in which it happened. */
let events: string[];
let answers: string[];
let found: Buffer | undefined;
let keep: WholeAnswers["keep"];
const documents = new KnownDocuments();

class WatchedTurns extends OperationTurns {
  override take(...[load, operation]: Parameters<OperationTurns["take"]>): Promise<void> {
    events.push(`turn of ${load}`);
    return super.take(load, operation);
  }
}

async function ask(query = "{ customer { id } }", headers: Record<string, string> = {}): Promise<void> {
  const request = {
    headers: { "content-type": "application/json", ...headers },
  } as unknown as IncomingMessage;
  const response = {
    ...{ destroyed: false, on: () => undefined },
    writeHead: (status: number) => {
      events.push(`sent ${status}`);
      return { end: (text: string | Buffer) => answers.push(String(text)) };
    },
  } as unknown as ServerResponse;
  await handler.handle(request, response, Buffer.from(JSON.stringify({ query })));
}

beforeAll(async () => {
  graphql = await createGraphQLServer({ introspection: false, documents });
});

afterAll(() => graphql.stop());

beforeEach(async () => {
  world = GraphWorld.over(graphql);
  world.kept = PARTS;
  [events, answers, found] = [[], [], undefined];
  keep = async () => void events.push("kept");
  const wholeAnswers: WholeAnswers = {
    find: async () => {
      events.push("looked");
      return found;
    },
    keep: (...given) => keep(...given),
  };
  const parts = {
    ...{
      graphql,
      documents,
      wholeAnswers,
      drain: new Drain(0),
      turns: new WatchedTurns(),
      deadlineMs: 60_000,
    },
    ...{ logger: createLogger("silent"), onlyHosts: undefined },
    authenticator: { authenticate: async () => ({}) },
    contextFor: () => world.context(),
  };
  handler = new GraphQLHandler(parts as unknown as GraphQLParts, 1024);
  // Apollo Server has looked at the document, and told of the answer's type.
  await ask();
  [events, answers] = [[], []];
});

describe("where answers are kept whole", () => {
  it("an operation takes its turn once it was looked for in a small one, and is kept once it was sent", async () => {
    const known = documents.find("{ customer { id } }");
    if (known !== undefined) known.lastAnswers = 41;
    await ask();
    expect(events).toEqual(["turn of 2", "looked", "turn of 42", "sent 200", "kept"]);
  });

  it("one that is there is sent, and takes the small turn alone", async () => {
    found = Buffer.from("whole");
    const asked = world.bank.calls.length;
    await ask();
    expect(events).toEqual(["turn of 2", "looked", "sent 200"]);
    expect(answers).toEqual(["whole"]);
    expect(world.bank.calls).toHaveLength(asked);
  });

  it("one that may not be old takes its turn at once", async () => {
    await ask(undefined, { "cache-control": "max-age=0" });
    expect(events).toEqual(["turn of 2", "sent 200"]);
  });

  it("what fails in keeping is no failure of the answer", async () => {
    keep = () => Promise.reject(new Error("a bug"));
    await ask();
    expect(events).toEqual(["turn of 2", "looked", "turn of 2", "sent 200"]);
    expect(answers[0]).toContain('"customer"');
  });

  it("what Apollo Server has to look at is neither looked for nor kept", async () => {
    await ask("{ customer { id } __typename }");
    expect(events).toEqual(["turn of 2", "sent 200"]);
  });
});
