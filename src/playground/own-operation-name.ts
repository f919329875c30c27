interface NamedRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
}

/**
 * For a tenth of a second after a tab was chosen GraphiQL runs its document under the name of the operation that was run before.
 * @returns the request without a name that its document does not have: a document of one operation needs none.
 */
export function inItsOwnName<Request extends NamedRequest>(request: Request): Request {
  const { operationName, query } = request;
  const isItsOwn = operationName == null || new RegExp(`\\b${operationName}\\b`).test(query);
  return isItsOwn ? request : { ...request, operationName: null };
}
