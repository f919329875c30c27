const PATH = "/graphql";

/** As it is written: other spellings of the same path (`/%67raphql`) would go past what is counted by it. */
export function isGraphQLPath(url: string | undefined): boolean {
  return url === PATH || url?.startsWith(`${PATH}?`) === true;
}
