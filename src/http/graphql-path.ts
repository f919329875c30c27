import type { IncomingMessage } from "node:http";

const PATH = "/graphql";

/** Whether a request is a GraphQL operation. Only the path as it is written counts: other spellings (`/%67raphql`) are not served. */
export function isGraphQLPost({ method, url }: IncomingMessage): boolean {
  return method === "POST" && (url === PATH || url?.startsWith(`${PATH}?`) === true);
}
