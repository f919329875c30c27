import { type ReactNode, useEffect, useRef, useState } from "react";
import type { DataProvider } from "./consents.js";
import type { Session } from "./session.js";

interface ConnectDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** Lists the data providers; choosing one leaves the page for the bank's. */
export function ConnectDialog({ session, onClose }: ConnectDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [providers, setProviders] = useState<readonly DataProvider[] | null>(null);

  useEffect(() => {
    dialog.current?.showModal();
    void session.dataProviders().then((found) => {
      // The status line, behind the dialog, already tells why there is no list.
      if (found === null) dialog.current?.close();
      else setProviders(found);
    });
  }, [session]);

  const choose = (provider: DataProvider): void => {
    dialog.current?.close();
    void session.connect(provider);
  };
  return (
    <dialog ref={dialog} className="connect" aria-labelledby="connect-title" onClose={onClose}>
      <h2 id="connect-title">Connect a bank</h2>
      <p>You give your consent on the bank’s own pages and come back here afterwards.</p>
      <ProviderList providers={providers} onChoose={choose} />
      <button type="button" onClick={() => dialog.current?.close()}>
        Cancel
      </button>
    </dialog>
  );
}

interface ProviderListProps {
  readonly providers: readonly DataProvider[] | null;
  readonly onChoose: (provider: DataProvider) => void;
}

function ProviderList({ providers, onChoose }: ProviderListProps): ReactNode {
  if (providers === null) return <p aria-live="polite">Loading the list of banks …</p>;
  if (providers.length === 0) return <p>This gateway has no data providers.</p>;
  return (
    <ul>
      {providers.map((provider) => (
        <li key={provider.id}>
          <button
            type="button"
            onClick={() => {
              onChoose(provider);
            }}
          >
            <strong>{provider.name}</strong> <span>{provider.country}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
