/**
 * Marks every style element made by a script with the nonce of the page's policy. Monaco and the menus of GraphiQL
 * write such elements and offer no setting for a nonce; the alternative would be `'unsafe-inline'` for all of them.
 */
export function markStyleElements(): void {
  const nonce = document.querySelector<HTMLLinkElement>("link[nonce]")?.nonce ?? "";
  /* eslint-disable @typescript-eslint/no-deprecated -- only the overload for obsolete element names is deprecated */
  const createElement = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
