import type { ReactNode } from "react";
import type { Consent } from "./consents.js";

interface ConsentListProps {
  readonly consents: readonly Consent[] | null;
  readonly onRevoke: (consent: Consent) => void;
}

/** The banks the signed-in person has connected, and the phase each consent is in. */
export function ConsentList({ consents, onRevoke }: ConsentListProps): ReactNode {
  return (
    <section className="consents" aria-labelledby="consents-title">
      <h2 id="consents-title">Your consents</h2>
      {consents?.length === 0 && <p>No bank is connected yet.</p>}
      <ul aria-labelledby="consents-title">
        {consents?.map((consent) => (
          <li key={consent.id}>
            <strong>{consent.dataProvider.name}</strong>
            <span className="phase" data-phase={consent.phase}>
              {consent.phase}
            </span>
            {consent.phase !== "REVOKED" && (
              <button
                type="button"
                aria-label={`Revoke ${consent.dataProvider.name}`}
                onClick={() => {
                  onRevoke(consent);
                }}
              >
                Revoke
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
