/** The one line that tells what happened last. */
export interface Status {
  readonly kind: "information" | "success" | "problem";
  readonly text: string;
}
