import { shapeOf } from "./shape.js";

export const STATEMENT = shapeOf({ lists: ["links"] });
