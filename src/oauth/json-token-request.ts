import type { FetchBody } from "openid-client";

/** One request as the OAuth client made it. */
interface MadeRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: FetchBody;
}

/** @returns a request with its form written as a JSON object of the same members; anything else as it is. */
export function asJsonRequest<Request extends MadeRequest>(request: Request): Request {
  if (!(request.body instanceof URLSearchParams)) return request;
  const headers = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== "content-type");
  return {
    ...request,
    headers: { ...Object.fromEntries(headers), "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(request.body)),
  };
}
