// The page of one place.
import { later } from "./map-later.js";

later(document);
