import { type ReactNode, useSyncExternalStore } from "react";
import { ConsentList } from "./consent-list.js";
import { Editor } from "./editor.js";
import type { PlaygroundConfig } from "./own-server.js";
import type { Session } from "./session.js";
import { TopBar } from "./top-bar.js";

interface AppProps {
  readonly config: PlaygroundConfig;
  readonly session: Session;
}

/** The whole page: the bar, the consents of whoever is signed in, and GraphiQL. */
export function App({ config, session }: AppProps): ReactNode {
  const state = useSyncExternalStore(session.subscribe, session.snapshot);
  return (
    <>
      <TopBar session={session} state={state} people={config.people} />
      {state.signIn > 0 && (
        <ConsentList
          consents={state.consents}
          onRevoke={(consent) => {
            void session.revoke(consent);
          }}
        />
      )}
      <main className="editor">
        <Editor session={session} signIn={state.signIn} operations={config.operations} />
      </main>
    </>
  );
}
