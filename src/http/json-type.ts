const JSON_TYPE = "application/json";

/** Whether a `Content-Type` header says JSON, with or without parameters. */
export function isJsonType(contentType: string | undefined): boolean {
  if (contentType === undefined || contentType === JSON_TYPE) return contentType !== undefined;
  return contentType.split(";", 1)[0]?.trim().toLowerCase() === JSON_TYPE;
}
