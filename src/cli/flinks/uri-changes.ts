/** What a new list of redirect URIs changes. Their order means nothing. */
export interface UriChanges {
  readonly go: readonly string[];
  readonly come: readonly string[];
  readonly stay: readonly string[];
}

export function uriChanges(before: readonly string[], after: readonly string[]): UriChanges {
  const [old, wished] = [new Set(before), new Set(after)];
  return {
    go: [...old].filter((uri) => !wished.has(uri)),
    come: [...wished].filter((uri) => !old.has(uri)),
    stay: [...wished].filter((uri) => old.has(uri)),
  };
}

export function isNothing({ go, come }: UriChanges): boolean {
  return go.length === 0 && come.length === 0;
}

/** @returns it for a terminal, line by line. */
export function changeLines({ go, come, stay }: UriChanges): readonly string[] {
  return [
    ...go.map((uri) => `  - ${uri}`),
    ...come.map((uri) => `  + ${uri}`),
    ...stay.map((uri) => `    ${uri}`),
  ];
}
