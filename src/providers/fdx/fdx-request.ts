/** The parameters of a request; those that are `undefined` are not sent. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** What is asked of a provider, without who asks. */
export interface FdxRequest {
  /** Path below the base URL; each is encoded when it is sent, so an id cannot leave its place in the path. */
  readonly segments: readonly string[];
  readonly query: Query;
  /** `document`: a file of any type, whose body is not read; it may be megabytes. JSON if left out. */
  readonly wants?: "document";
}
