import type { BankProfile } from "../bank-profile.js";
import { inPlainWords, type DataCluster } from "../fdx/data-clusters.js";
import { maskedNumber } from "../fdx/present-account.js";
import type { BankAccount } from "../seed/bank-books.js";
import { fullName, type Person } from "../seed/person.js";
import { html, type Markup } from "./markup.js";
import { page, problemNote } from "./page.js";

/** Everybody's password. It is printed on the login page: this is a sandbox. */
export const SANDBOX_PASSWORD = "sandbox";

export interface LoginView {
  readonly uid: string;
  readonly people: readonly Person[];
  readonly clientName: string;
  readonly problem?: string;
}

export interface ConsentView {
  readonly uid: string;
  readonly person: Person;
  readonly clientName: string;
  readonly redirectHost: string;
  readonly clusters: readonly DataCluster[];
  readonly accounts: readonly BankAccount[];
  readonly problem?: string;
}

/** Asks who is there; one click is enough for the people of the sandbox. */
export function loginPage(profile: BankProfile, view: LoginView): string {
  const action = `/interaction/${view.uid}/login`;
  return page(
    profile,
    "Log in",
    html`<p><strong>${view.clientName}</strong> would like to see some of your data at ${profile.name}.</p>
      ${problemNote(view.problem)}
      <form method="post" action="${action}">
        <label class="field"
          >Username <input name="username" autocomplete="off" autocapitalize="none" required autofocus
        /></label>
        <label class="field"
          >Password <input name="password" type="password" autocomplete="off" required
        /></label>
        <p>The password of everybody here is <code>${SANDBOX_PASSWORD}</code>.</p>
        <div class="actions"><button class="primary" type="submit">Log in</button></div>
      </form>
      <h2>Or step in as</h2>
      <form method="post" action="${action}">
        <ul class="people">
          ${view.people.map(
            (person) =>
              html`<li>
                <button type="submit" name="person" value="${person.id}">${fullName(person)}</button>
              </li>`,
          )}
        </ul>
      </form>`,
  );
}

/** Shows who asks for what, and lets the person choose the accounts. */
export function consentPage(profile: BankProfile, view: ConsentView): string {
  return page(
    profile,
    `Share your data with ${view.clientName}?`,
    html`<p>
        Hello ${fullName(view.person)}. <strong>${view.clientName}</strong> asks to see the following, for one
        year or until you withdraw your consent:
      </p>
      <ul>
        ${view.clusters.map((cluster) => html`<li>${inPlainWords(cluster)}</li>`)}
      </ul>
      ${problemNote(view.problem)}
      <form method="post" action="/interaction/${view.uid}/consent">
        <fieldset>
          <legend>Of which accounts?</legend>
          ${view.accounts.map(accountChoice)}
        </fieldset>
        <p>Afterwards you will be sent to <strong>${view.redirectHost}</strong>.</p>
        <div class="actions">
          <button class="primary" type="submit" name="decision" value="allow">Allow</button>
          <button type="submit" name="decision" value="deny">Deny</button>
        </div>
      </form>`,
  );
}

/** Says what went wrong where there is nobody to send the person back to. */
export function errorPage(profile: BankProfile, problem: string): string {
  return page(profile, "That did not work", problemNote(problem));
}

function accountChoice(account: BankAccount): Markup {
  const { id, plan, product } = account;
  return html`<label class="account">
    <input type="checkbox" name="accounts" value="${id}" checked />
    <span>${plan.nickname ?? product.name}<small>${product.name} ${maskedNumber(account)}</small></span>
  </label>`;
}
