// The page on which a report is written.

import "../map/place.js";
import "../photos/photos.js";
import "../app/counter.js";
import "./steps.js";
