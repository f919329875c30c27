import { Field, type FieldOptions } from "type-graphql";

/**
 * A field of FDX data: always nullable, since no provider sends everything, and always described. The class property
 * carries FDX's own name, so that the default property resolver reads the provider's record without any code.
 */
export function FdxField(
  type: () => object,
  description: string,
  options: Pick<FieldOptions, "deprecationReason"> = {},
): PropertyDecorator {
  return Field(type, { ...options, nullable: true, description });
}
