import type { ContenderName } from "./contender.js";
import type { PeerDocuments } from "./peer-documents.js";
import { dataOf, graphqlRequest, type Target } from "./target.js";

/**
 * Another GraphQL server over the same bank.
 * @param url of its GraphQL endpoint.
 */
export function peerTarget(name: ContenderName, url: string, pid: number, documents: PeerDocuments): Target {
  return {
    ...{ name, pid, sameMembers: false },
    request: (operation) => graphqlRequest(url, documents[operation.name] ?? "", {}),
    data: (answer) => dataOf(name, answer),
    upstreamCalls: (operation) => operation.upstreamCalls,
  };
}
