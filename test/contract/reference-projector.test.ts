import { ReferenceProjector } from "../../src/projection/reference/reference-projector.js";
import { describeProjector } from "./projector.js";

describeProjector("ReferenceProjector", () => new ReferenceProjector());
