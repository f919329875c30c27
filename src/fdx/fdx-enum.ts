/** The provider's values; in the map form each with a description, or null where the name says it all. */
type EnumValues = readonly string[] | Readonly<Record<string, string | null>>;

/** A list of values that FDX names and providers may extend at any time. */
export interface FdxEnum {
  readonly name: string;
  readonly description: string;
  readonly values: EnumValues;
  /** Other spellings seen in the wild → the value they mean. */
  readonly aliases: Readonly<Record<string, string>>;
}

export function fdxEnum(
  name: string,
  description: string,
  values: EnumValues,
  aliases: Readonly<Record<string, string>> = {},
): FdxEnum {
  return { name, description, values, aliases };
}
