import { type SubmitEvent, type ReactNode, useState } from "react";
import { ConnectDialog } from "./connect-dialog.js";
import type { Person } from "./own-server.js";
import type { Session, SessionState } from "./session.js";

interface TopBarProps {
  readonly session: Session;
  readonly state: SessionState;
  /** Null outside dev mode. */
  readonly people: readonly Person[] | null;
}

/** Who is signed in, the way to a bank, and what happened last. */
export function TopBar({ session, state, people }: TopBarProps): ReactNode {
  const [isConnecting, setConnecting] = useState(false);
  const connect = (): void => {
    if (state.signIn === 0) session.remindToSignIn();
    else setConnecting(true);
  };
  return (
    <header className="bar">
      <h1>FDX GraphQL gateway</h1>
      {people === null ? (
        <TokenField session={session} />
      ) : (
        <SignInMenu session={session} personId={state.personId} people={people} />
      )}
      <button className="primary" type="button" onClick={connect}>
        Connect a bank
      </button>
      <p className={`status ${state.status.kind}`} role="status">
        {state.status.text}
      </p>
      {isConnecting && (
        <ConnectDialog
          session={session}
          onClose={() => {
            setConnecting(false);
          }}
        />
      )}
    </header>
  );
}

interface SignInMenuProps {
  readonly session: Session;
  readonly personId: string;
  readonly people: readonly Person[];
}

function SignInMenu({ session, personId, people }: SignInMenuProps): ReactNode {
  return (
    <label className="field">
      <span>Sign in as</span>
      <select
        value={personId}
        onChange={(event) => {
          void session.signInAs(event.target.value);
        }}
      >
        <option value="">Nobody</option>
        {people.map(({ id, name, country }) => (
          <option key={id} value={id}>
            {name} ({country})
          </option>
        ))}
      </select>
    </label>
  );
}

function TokenField({ session }: { readonly session: Session }): ReactNode {
  const [token, setToken] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void session.acceptToken(token.trim());
  };
  return (
    <form className="field" onSubmit={submit}>
      <label className="field">
        <span>Access token</span>
        <input
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={token}
          onChange={(event) => {
            setToken(event.target.value);
          }}
        />
      </label>
      <button type="submit">Use token</button>
    </form>
  );
}
