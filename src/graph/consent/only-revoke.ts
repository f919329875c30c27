import {
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
} from "graphql";

const FIELD = "revokeConsent";
/** A revocation with all fields of a consent takes fewer. */
const MOST_TOKENS = 100;

/**
 * Whether a request body plainly asks for one revocation and for nothing besides: one mutation, `revokeConsent` and
 * `__typename` at its root, plain fields below. A batch, a fragment, an alias, a directive: then it says no.
 */
export function isOnlyRevoke(body: Buffer): boolean {
  // The cheap question first: it settles nearly all of them.
  if (!body.includes(FIELD)) return false;
  const selections = rootOf(documentIn(body));
  const revocations = selections.filter((each) => isPlain(each) && each.name.value === FIELD);
  return revocations.length === 1 && selections.every((each) => isPlain(each) && isOfRevocation(each));
}

/** @returns what a document that is one mutation selects; of another one nothing. */
function rootOf(document: DocumentNode | undefined): readonly SelectionNode[] {
  const [operation, ...others] = document?.definitions ?? [];
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return [];
  return operation.operation === OperationTypeNode.MUTATION ? operation.selectionSet.selections : [];
}

function documentIn(body: Buffer): DocumentNode | undefined {
  try {
    const request: unknown = JSON.parse(body.toString());
    if (typeof request !== "object" || request === null || !("query" in request)) return undefined;
    return typeof request.query === "string"
      ? parse(request.query, { noLocation: true, maxTokens: MOST_TOKENS })
      : undefined;
  } catch {
    return undefined;
  }
}

function isOfRevocation({ name, selectionSet }: FieldNode): boolean {
  if (name.value !== FIELD) return name.value === "__typename";
  // A consent's own fields; what stands behind them would be read from banks.
  return (selectionSet?.selections ?? []).every(
    (field) => isPlain(field) && field.selectionSet === undefined,
  );
}

function isPlain(selection: SelectionNode): selection is FieldNode {
  if (selection.kind !== Kind.FIELD) return false;
  return selection.alias === undefined && (selection.directives ?? []).length === 0;
}
