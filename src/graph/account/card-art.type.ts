import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";

/** FDX `CardArt`. */
@ObjectType({ simpleResolvers: true, description: "A picture of a card." })
export class CardArt {
  @FdxField(() => String, "A name for the picture.")
  readonly label?: string | null;

  @FdxField(
    () => String,
    "Where the picture can be loaded from. It is served by the provider: loading it shows the provider the app user's network address.",
  )
  readonly imageUri?: string | null;
}
