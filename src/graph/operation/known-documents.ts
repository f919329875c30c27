import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";

/** What Apollo Server has let pass: it can be parsed, is valid, and within the limits. */
export interface KnownDocument {
  /** No other one has it. */
  readonly serial: number;
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The banks' answers that its last run was made of, called for or kept: as much does the process hold until it ends. */
  lastAnswers: number | undefined;
}

/** As a request gives them: not looked at yet. */
export type Variables = Readonly<Record<string, unknown>>;

/** One operation of it. */
export interface KnownOperation {
  readonly known: KnownDocument;
  readonly operation: OperationDefinitionNode;
}

const MOST_DOCUMENTS = 1000;
/** Of documents, in characters: what they are parsed to is fifty times as large, and more where names are short. */
const MOST_TEXT = 256 * 1024;
/** Of one of them: a few large ones must not drive out all others. */
const LONGEST = 32 * 1024;

/** Documents that passed, by their text, so that nothing of a document is worked out twice. Those not used for longest go first. */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, KnownDocument>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_TEXT,
    maxEntrySize: LONGEST,
    sizeCalculation: (_document, text) => Math.max(1, text.length),
  });

  #count = 0;

  find(text: string): KnownDocument | undefined {
    return this.#documents.get(text);
  }

  /** @param document of this text, valid in this schema */
  remember(text: string, document: DocumentNode, schema: GraphQLSchema): KnownDocument {
    const fragments: Record<string, FragmentDefinitionNode> = {};
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    }
    const serial = (this.#count += 1);
    const known: KnownDocument = { serial, schema, document, fragments, lastAnswers: undefined };
    this.#documents.set(text, known);
    return known;
  }
}

/** @returns `undefined` where the document has none of this name, or several and none is named. */
export function operationOf(
  known: KnownDocument,
  operationName: string | undefined,
): KnownOperation | undefined {
  const operation = getOperationAST(known.document, operationName);
  return operation == null ? undefined : { known, operation };
}
