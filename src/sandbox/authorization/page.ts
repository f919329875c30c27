import type { BankProfile } from "../bank-profile.js";
import { html, type Markup } from "./markup.js";

/**
 * Headers of every page. There is no `form-action`: Chromium applies it to the redirects that follow a form, and
 * after the Data Recipient's callback comes the app's own address, which a bank cannot know.
 */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
} as const;

/** Whose page it is; the key picks the colour. */
export type PageOwner = Pick<BankProfile, "name" | "slogan"> & { readonly key: string };

/** The frame around every page of the bank. */
export function page(profile: PageOwner, title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${profile.name}</title>
        <link rel="stylesheet" href="/bank.css" />
      </head>
      <body class="${profile.key}">
        <header>
          <strong>${profile.name}</strong>
          <span>${profile.slogan}</span>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>A sandbox. Nobody here is real, and no money moves.</footer>
      </body>
    </html>`.text;
}

/** Says what went wrong, if anything did. */
export function problemNote(problem: string | undefined): Markup {
  return problem === undefined ? html`` : html`<p class="problem" role="alert">${problem}</p>`;
}
