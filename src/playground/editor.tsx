import type { Fetcher, FetcherReturnType } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { type ReactNode, useMemo } from "react";
import { ChosenTab } from "./chosen-tab.js";
import type { ExampleOperation } from "./own-server.js";
import { inItsOwnName } from "./own-operation-name.js";
import { ownStorage } from "./own-storage.js";
import type { Session } from "./session.js";

interface EditorProps {
  readonly session: Session;
  /** Changes with every sign-in; 0: nobody is signed in. */
  readonly signIn: number;
  readonly operations: readonly ExampleOperation[];
}

/** GraphiQL, with one tab for each example until the person arranges the tabs in their own way. */
export function Editor({ session, signIn, operations }: EditorProps): ReactNode {
  const tabs = useMemo(
    () =>
      operations.map(({ query, variables }) => ({
        query,
        variables: variables && JSON.stringify(variables, null, 2),
      })),
    [operations],
  );
  // GraphiQL fetches the schema when it is handed a new fetcher: each sign-in makes one on purpose.
  const fetcher = useMemo(() => makeFetcher(session), [session, signIn]);
  return (
    <GraphiQL
      fetcher={fetcher}
      // Without a token the gateway refuses introspection, so there is no use in asking.
      {...(signIn === 0 && { schema: null })}
      defaultTabs={tabs}
      storage={ownStorage}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      inputValueDeprecation
    >
      <GraphiQL.Logo>
        <ChosenTab />
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

function makeFetcher(session: Session): Fetcher {
  return async (request, options) => {
    const answer = await session.run(inItsOwnName(request), options?.headers);
    if (/\bmutation\b/.test(request.query)) void session.refreshConsents();
    return answer as Awaited<FetcherReturnType>;
  };
}
