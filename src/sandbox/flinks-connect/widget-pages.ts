import { html, type Markup } from "../authorization/markup.js";
import { page, type PageOwner, problemNote } from "../authorization/page.js";
import type { Person } from "../seed/person.js";
import { fullName } from "../seed/person.js";
import type { PersonalBooks } from "./connect-books.js";
import { type Institution, INSTITUTIONS } from "./institutions.js";
import { PERSON_PASSWORD, TEST_PASSWORD } from "./sign-in.js";

/** The widget before it is known which bank it is about. */
const WIDGET: PageOwner = {
  key: "connect",
  name: "Flinks Connect",
  slogan: "The sandbox of account linking",
};

/** Lets the person choose their bank. */
export function institutionPage(visitId: string, problem?: string): string {
  return page(
    WIDGET,
    "Choose your bank",
    html`${problemNote(problem)}
      <form method="post" action="${action(visitId, "institution")}">
        <ul class="people">
          ${INSTITUTIONS.map(
            ({ id, name }) =>
              html`<li><button type="submit" name="institution" value="${id}">${name}</button></li>`,
          )}
        </ul>
      </form>
      ${cancelForm(visitId)}`,
  );
}

/** Asks for the username and the password of the bank. */
export function loginPage(
  visitId: string,
  { institution, people, problem }: { institution: Institution; people: readonly Person[]; problem?: string },
): string {
  const hint = institution.hasTestUsers
    ? html`<p>
        The documented test users are <code>Greatday</code>, <code>greatday_nomfa</code>,
        <code>test_disabled_account</code> and <code>test_service_unavailable</code>, with the password
        <code>${TEST_PASSWORD}</code>.
      </p>`
    : html``;
  return page(
    institution.profile,
    "Log in",
    html`<p>Your username and password go to ${institution.name} by way of Flinks Connect.</p>
      ${problemNote(problem)}
      <form method="post" action="${action(visitId, "login")}">
        <label class="field"
          >Username <input name="username" autocomplete="off" autocapitalize="none" required autofocus
        /></label>
        <label class="field"
          >Password <input name="password" type="password" autocomplete="off" required
        /></label>
        <div class="actions"><button class="primary" type="submit">Log in</button></div>
      </form>
      ${hint}
      <p>
        The people of the sandbox, with the password <code>${PERSON_PASSWORD}</code>:
        ${people.map(({ id }) => html`<code>${id}</code> `)}
      </p>
      ${cancelForm(visitId)}`,
  );
}

/** Asks the bank's security question. */
export function questionPage(
  visitId: string,
  { institution, prompt, problem }: { institution: Institution; prompt: string; problem?: string },
): string {
  return page(
    institution.profile,
    "One question more",
    html`${problemNote(problem)}
      <form method="post" action="${action(visitId, "question")}">
        <label class="field">${prompt} <input name="answer" autocomplete="off" required autofocus /></label>
        <div class="actions"><button class="primary" type="submit">Answer</button></div>
      </form>
      ${cancelForm(visitId)}`,
  );
}

/** Shows what will be shared, and asks whether it may be. */
export function consentPage(
  visitId: string,
  view: { institution: Institution; books: PersonalBooks; redirectHost: string },
): string {
  return page(
    view.institution.profile,
    "Share your data?",
    html`<p>
        Hello ${fullName(view.books.person)}. These accounts, their transactions and your contact data will be
        shared:
      </p>
      <ul>
        ${view.books.accounts.map(({ product, number }) => html`<li>${product.name} ******${number.slice(-4)}</li>`)}
      </ul>
      <p>Afterwards you will be sent to <strong>${view.redirectHost}</strong>.</p>
      <form method="post" action="${action(visitId, "consent")}">
        <div class="actions">
          <button class="primary" type="submit" name="decision" value="yes">Yes</button>
          <button type="submit" name="decision" value="no">No</button>
        </div>
      </form>`,
  );
}

/** Says what went wrong where there is nobody to send the person back to. */
export function widgetErrorPage(problem: string): string {
  return page(WIDGET, "That did not work", problemNote(problem));
}

function cancelForm(visitId: string): Markup {
  return html`<form method="post" action="${action(visitId, "cancel")}">
    <div class="actions"><button type="submit">Cancel</button></div>
  </form>`;
}

function action(visitId: string, step: string): string {
  return `/v2/visits/${visitId}/${step}`;
}
