import type { IncomingHttpHeaders } from "node:http";
import { LRUCache } from "lru-cache";
import {
  type KnownDocuments,
  type KnownOperation,
  operationOf,
  type Variables,
} from "../graph/operation/known-documents.js";

/** An operation that can run as it is. */
export interface ReadyOperation extends KnownOperation {
  readonly variables: Variables | undefined;
  /** Of its answer. */
  readonly contentType: string;
}

const MOST_ACCEPTS = 100;
/** Of all of them, in characters. */
const MOST_TEXT = 16 * 1024;

/**
 * Finds what of a request was seen before, so that Apollo Server need not look again: its document, and which type the answer has for its `accept`.
 * Whatever is not as it should be is not found, so that Apollo Server says what is wrong.
 */
export class ReadyOperations {
  readonly #documents: KnownDocuments;
  /** By `accept`; no header is "". */
  readonly #contentTypes = new LRUCache<string, string>({
    max: MOST_ACCEPTS,
    maxSize: MOST_TEXT,
    sizeCalculation: (_type, accept) => accept.length + 1,
  });

  constructor(documents: KnownDocuments) {
    this.#documents = documents;
  }

  /** @param body that was sent as JSON, which no web page's form can do: there is no other (json-body.ts) */
  find({ accept = "" }: IncomingHttpHeaders, body: unknown): ReadyOperation | undefined {
    const contentType = this.#contentTypes.get(accept);
    if (contentType === undefined || !isUsual(body)) return undefined;
    const document = this.#documents.find(body.query);
    const found = document && operationOf(document, body.operationName ?? undefined);
    if (found === undefined) return undefined;
    const { known, operation } = found;
    return { known, operation, variables: body.variables ?? undefined, contentType };
  }

  /** @param contentType which Apollo Server has chosen for an answer */
  learn({ accept = "" }: IncomingHttpHeaders, contentType: string): void {
    if (this.#contentTypes.get(accept) !== contentType) this.#contentTypes.set(accept, contentType);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** The members of a body, as GraphQL over HTTP has them and as apps send them. */
interface UsualBody extends Members {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
  readonly extensions?: Members | null;
}

function isUsual(body: unknown): body is UsualBody {
  if (!isRecord(body)) return false;
  const { query, operationName, variables, extensions } = body;
  return (
    typeof query === "string" &&
    (operationName == null || typeof operationName === "string") &&
    (variables == null || isRecord(variables)) &&
    (extensions == null || isWithoutPersisted(extensions))
  );
}

/** A persisted query is refused. */
function isWithoutPersisted(extensions: unknown): boolean {
  return isRecord(extensions) && extensions["persistedQuery"] === undefined;
}

function isRecord(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
